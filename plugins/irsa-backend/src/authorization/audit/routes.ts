import { InputError } from '@backstage/errors';
import type { Request, Router } from 'express';
import {
  type ChangeAction,
  serviceAccountId,
} from '@backstage-irsa/core/model';
import { audited, pageOf, single, type RouteContext } from './routeContext';
import { sendTable } from '../../lib/table/sendTable';
import type { TableFormat } from '../../lib/table/tableFile';
import type { ChangeFilter } from './ChangeReader';
import type { Changes } from './Changes';
import { columnsOf } from '../../schema/columnsOf';

const DEFAULT_LIMIT = 50;

/** Reads a time as ISO 8601 in UTC with milliseconds, the format of stored times. @throws InputError */
function time(req: Request, name: 'from' | 'to'): string | undefined {
  const text = single(req, name);
  if (text === undefined) return undefined;
  const at = new Date(text);
  // The schema accepts leap seconds.
  if (Number.isNaN(at.getTime())) {
    throw new InputError(
      `${name} is not a valid time. Use ISO 8601, such as 2027-01-31T00:00:00Z.`,
    );
  }
  return at.toISOString();
}

/** Returns the ID for `cluster/namespace/name`. */
function serviceAccount(req: Request): string | undefined {
  const text = single(req, 'serviceAccount');
  if (text === undefined) return undefined;
  const [cluster, namespace, name] = text.split('/');
  return serviceAccountId({ cluster, namespace, name });
}

function filterOf(req: Request): ChangeFilter {
  return {
    serviceAccountId: serviceAccount(req),
    owner: single(req, 'owner'),
    requester: single(req, 'requester'),
    action: single(req, 'action') as ChangeAction | undefined,
    from: time(req, 'from'),
    to: time(req, 'to'),
  };
}

const formatOf = (req: Request): TableFormat =>
  single(req, 'format') === 'json' ? 'json' : 'csv';

function addReads(
  router: Router,
  context: RouteContext,
  changes: Changes,
): void {
  router.get('/v1/changes', async (req, res) => {
    const event = { eventId: 'change-fetch', meta: { queryType: 'all' } };
    const list = await audited(context, req, event, async credentials =>
      changes.list(filterOf(req), pageOf(req, DEFAULT_LIMIT), credentials),
    );
    res.json(list);
  });

  router.get('/v1/changes/:id', async (req, res) => {
    const { id } = req.params;
    const event = { eventId: 'change-fetch', meta: { queryType: 'by-id', id } };
    const change = await audited(context, req, event, credentials =>
      changes.get(id, credentials),
    );
    res.json(change);
  });

  router.get('/v1/service-accounts/:id/changes', async (req, res) => {
    const { id } = req.params;
    const queryType = 'by-service-account';
    const event = { eventId: 'change-fetch', meta: { queryType, id } };
    const list = await audited(context, req, event, async credentials =>
      changes.ofServiceAccount(
        await context.serviceAccounts.get(id, credentials),
        pageOf(req, DEFAULT_LIMIT),
      ),
    );
    res.json(list);
  });
}

/** Adds `/v1/changes`, `/v1/exports/changes`, and `/v1/exports/access-review`, which auditors read. */
export function addAuditRoutes(
  router: Router,
  context: RouteContext,
  changes: Changes,
): void {
  addReads(router, context, changes);

  router.get('/v1/exports/changes', async (req, res) => {
    const format = formatOf(req);
    const event = { eventId: 'change-export', meta: { format } };
    await audited(context, req, event, async credentials => {
      const rows = await changes.export(filterOf(req), credentials);
      await sendTable(res, rows, {
        ...{ name: 'changes', format },
        columns: [...columnsOf('Change'), 'requestIds'],
      });
    });
  });

  router.get('/v1/exports/access-review', async (req, res) => {
    const format = formatOf(req);
    const event = { eventId: 'access-review-export', meta: { format } };
    await audited(context, req, event, async credentials => {
      const rows = await changes.accessReview(credentials);
      await sendTable(res, rows, {
        ...{ name: 'access-review', format },
        columns: columnsOf('AccessReviewItem'),
      });
    });
  });
}
