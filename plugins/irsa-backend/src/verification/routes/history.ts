import type { Router } from 'express';
import type { History } from '../History';
import {
  audited,
  pageOf,
  type RouteContext,
} from '../../authorization/audit/routeContext';

const DEFAULT_LIMIT = 20;

/** Adds `/v1/service-accounts/:id/verifications`: the past verifications. */
export function addHistoryRoutes(
  router: Router,
  context: RouteContext,
  history: History,
): void {
  router.get('/v1/service-accounts/:id/verifications', async (req, res) => {
    const { id } = req.params;
    const page = await audited(
      context,
      req,
      { eventId: 'verification-fetch', meta: { queryType: 'by-id', id } },
      async credentials => {
        await context.serviceAccounts.get(id, credentials);
        return history.page(id, pageOf(req, DEFAULT_LIMIT));
      },
    );
    res.json(page);
  });
}
