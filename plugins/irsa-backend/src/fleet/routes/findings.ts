import type { Router } from 'express';
import {
  audited,
  type RouteContext,
} from '../../authorization/audit/routeContext';
import type { Acceptances } from '../Acceptances';

/** `/v1/findings/:id`: one finding, and the acceptance of its risk. */
export function addFindingRoutes(
  router: Router,
  context: RouteContext,
  acceptances: Acceptances,
): void {
  router.get('/v1/findings/:id', async (req, res) => {
    const { id } = req.params;
    const finding = await audited(
      context,
      req,
      { eventId: 'finding-fetch', meta: { queryType: 'by-id', id } },
      credentials => acceptances.get(id, credentials),
    );
    res.json(finding);
  });

  router.put('/v1/findings/:id/acceptance', async (req, res) => {
    const { id } = req.params;
    const { reason, until }: { reason: string; until: string } = req.body;
    const finding = await audited(
      context,
      req,
      {
        eventId: 'finding-accept',
        severityLevel: 'medium',
        meta: { id, until },
      },
      credentials => acceptances.accept(id, { reason, until }, credentials),
    );
    res.json(finding);
  });

  router.delete('/v1/findings/:id/acceptance', async (req, res) => {
    const { id } = req.params;
    const finding = await audited(
      context,
      req,
      { eventId: 'finding-reopen', severityLevel: 'medium', meta: { id } },
      credentials => acceptances.reopen(id, credentials),
    );
    res.json(finding);
  });
}
