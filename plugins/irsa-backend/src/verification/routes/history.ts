import type { Router } from 'express';
import type { History } from '../History';
import type { ServiceAccounts } from '../ServiceAccounts';
import { audited, single, type Doors } from '../../audit/doors';

const DEFAULT_LIMIT = 20;

/** `/v1/service-accounts/:id/verifications`: what was verified when. */
export function addHistoryRoutes(
  router: Router,
  doors: Doors,
  {
    history,
    serviceAccounts,
  }: { history: History; serviceAccounts: ServiceAccounts },
): void {
  router.get('/v1/service-accounts/:id/verifications', async (req, res) => {
    const { id } = req.params;
    const page = await audited(
      doors,
      req,
      { eventId: 'verification-fetch', meta: { queryType: 'by-id', id } },
      async credentials => {
        await serviceAccounts.get(id, credentials);
        return history.page(id, {
          cursor: single(req, 'cursor'),
          limit: Number(single(req, 'limit') ?? DEFAULT_LIMIT),
        });
      },
    );
    res.json(page);
  });
}
