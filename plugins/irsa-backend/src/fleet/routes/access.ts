import type { Router } from 'express';
import type { WhoCan } from '../WhoCan';
import { audited, single, type Doors } from '../../audit/doors';
import { fleetQuery } from './fleetQuery';

/** `/v1/access`: who can do an action on a resource. */
export function addAccessRoutes(
  router: Router,
  doors: Doors,
  whoCan: WhoCan,
): void {
  router.get('/v1/access', async (req, res) => {
    const action = single(req, 'action') ?? '';
    const resource = single(req, 'resource') ?? '';
    const list = await audited(
      doors,
      req,
      { eventId: 'access-fetch', meta: { action, resource } },
      async credentials => {
        const { filter, cursor, limit } = fleetQuery(req);
        const { cluster, account } = filter;
        return whoCan.ask(
          { action, resource, cluster, account, cursor, limit },
          credentials,
        );
      },
    );
    res.json(list);
  });
}
