import type { Router } from 'express';
import type { Chains } from '../Chains';
import type { ServiceAccounts } from '../ServiceAccounts';
import { audited, type Doors } from '../../audit/doors';

/** `/v1/service-accounts/:id/chain`: what stands at each link. */
export function addChainRoutes(
  router: Router,
  doors: Doors,
  services: { chains: Chains; serviceAccounts: ServiceAccounts },
): void {
  router.get('/v1/service-accounts/:id/chain', async (req, res) => {
    const { id } = req.params;
    const chain = await audited(
      doors,
      req,
      { eventId: 'chain-fetch', meta: { queryType: 'by-id', id } },
      async credentials => {
        return services.chains.get(
          await services.serviceAccounts.get(id, credentials),
        );
      },
    );
    res.json(chain);
  });
}
