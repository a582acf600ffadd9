import type { AccessHolder } from '@backstage-irsa/core/model';
import type { Request, Router } from 'express';
import type { WhoCan } from '../whoCan/WhoCan';
import {
  audited,
  single,
  type RouteContext,
} from '../../authorization/audit/routeContext';
import { fleetQuery } from './fleetQuery';

/** `/v1/access`: who can do an action on a resource. `GET` answers from stored data, `POST` reads the resource first. */
export function addAccessRoutes(
  router: Router,
  context: RouteContext,
  whoCan: WhoCan,
): void {
  const answer = (req: Request, isRead: boolean) => {
    const action = single(req, 'action') ?? '';
    const resource = single(req, 'resource') ?? '';
    return audited(
      context,
      req,
      { eventId: 'access-fetch', meta: { action, resource } },
      async credentials => {
        const { filter, cursor, limit } = fleetQuery(req);
        const [cluster] = filter.cluster ?? [];
        const [account] = filter.account ?? [];
        const kind = single(req, 'kind') as AccessHolder['kind'] | undefined;
        return whoCan.ask(
          { action, resource, cluster, account, kind, cursor, limit, isRead },
          credentials,
        );
      },
    );
  };

  router.get('/v1/access', async (req, res) => {
    res.json(await answer(req, false));
  });

  router.post('/v1/access', async (req, res) => {
    res.json(await answer(req, true));
  });
}
