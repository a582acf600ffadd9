import { Readable } from 'node:stream';
import type { Router } from 'express';
import type {
  Wave,
  WaveItemState,
  WaveRequest,
} from '@backstage-irsa/core/model';
import {
  waveMarkdown,
  waveRow,
  WAVE_COLUMNS,
  type WaveCommand,
} from '@backstage-irsa/core/waves';
import {
  audited,
  pageOf,
  single,
  type RouteContext,
} from '../authorization/audit/routeContext';
import { sendTable } from '../lib/table/sendTable';
import type { Waves } from './Waves';

const DEFAULT_LIMIT = 50;

const COMMANDS: readonly WaveCommand[] = ['start', 'pause', 'resume', 'undo'];

function addCreate(router: Router, context: RouteContext, waves: Waves): void {
  router.post('/v1/waves', async (req, res) => {
    const request: WaveRequest = req.body;
    const wave = await audited(
      context,
      req,
      {
        eventId: 'wave-create',
        severityLevel: 'medium',
        meta: { ...request },
        outcome: (created: Wave) => ({ id: created.id }),
      },
      async credentials => waves.create(request, credentials),
    );
    res.status(201).json(wave);
  });
}

function addReads(router: Router, context: RouteContext, waves: Waves): void {
  const fetch = (meta: { queryType: string; id?: string }) => ({
    eventId: 'wave-fetch',
    meta,
  });
  router.get('/v1/waves', async (req, res) => {
    res.json(
      await audited(context, req, fetch({ queryType: 'all' }), credentials =>
        waves.list(credentials),
      ),
    );
  });
  router.get('/v1/waves/:id', async (req, res) => {
    const { id } = req.params;
    res.json(
      await audited(context, req, fetch({ queryType: 'by-id', id }), async c =>
        waves.get(id, c),
      ),
    );
  });
  router.get('/v1/waves/:id/items', async (req, res) => {
    const { id } = req.params;
    const query = {
      state: single(req, 'state') as WaveItemState | undefined,
      ...pageOf(req, DEFAULT_LIMIT),
    };
    res.json(
      await audited(context, req, fetch({ queryType: 'items', id }), async c =>
        waves.items(id, query, c),
      ),
    );
  });
}

function addReport(router: Router, context: RouteContext, waves: Waves): void {
  router.get('/v1/waves/:id/report', async (req, res) => {
    const { id } = req.params;
    const format = single(req, 'format') === 'markdown' ? 'markdown' : 'csv';
    await audited(
      context,
      req,
      { eventId: 'wave-export', meta: { id, format } },
      async credentials => {
        const { wave, items } = await waves.report(id, credentials);
        if (format === 'markdown') {
          res.type('text/markdown; charset=utf-8');
          res.attachment(`irsa-wave-${id}.md`);
          res.send(waveMarkdown(wave, items));
          return;
        }
        await sendTable(res, Readable.from(items.map(waveRow)), {
          ...{ name: 'wave', format, columns: WAVE_COLUMNS },
        });
      },
    );
  });
}

/** Adds `/v1/waves`: plans, starts, pauses, resumes, and undoes the same change of many IAM service accounts. */
export function addWaveRoutes(
  router: Router,
  context: RouteContext,
  waves: Waves,
): void {
  addCreate(router, context, waves);
  addReads(router, context, waves);
  addReport(router, context, waves);
  for (const command of COMMANDS) {
    router.post(`/v1/waves/:id/${command}`, async (req, res) => {
      const { id } = req.params;
      const wave = await audited(
        context,
        req,
        {
          eventId: `wave-${command}`,
          severityLevel: command === 'pause' ? 'medium' : 'high',
          meta: { id },
        },
        async credentials => waves.command(id, command, credentials),
      );
      res.json(wave);
    });
  }
}
