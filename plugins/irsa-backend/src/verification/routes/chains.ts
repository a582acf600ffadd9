import type { Router } from 'express';
import type { Chains } from '../Chains';
import {
  audited,
  type RouteContext,
} from '../../authorization/audit/routeContext';

/** Adds `/v1/service-accounts/:id/chain`: the state of each link. */
export function addChainRoutes(
  router: Router,
  context: RouteContext,
  chains: Chains,
): void {
  router.get('/v1/service-accounts/:id/chain', async (req, res) => {
    const { id } = req.params;
    const chain = await audited(
      context,
      req,
      { eventId: 'chain-fetch', meta: { queryType: 'by-id', id } },
      async credentials => {
        return chains.get(await context.serviceAccounts.get(id, credentials));
      },
    );
    res.json(chain);
  });
}
