import type { Router } from 'express';
import type { EntityLink, EntityLinkResult } from '@backstage-irsa/core/model';
import {
  audited,
  type RouteContext,
} from '../../authorization/audit/routeContext';
import type { EntityLinks } from '../EntityLinks';

/** `PUT /v1/entity-links`: links IAM service accounts that other tools created to catalog entities. */
export function addEntityLinkRoutes(
  router: Router,
  context: RouteContext,
  entityLinks: EntityLinks,
): void {
  router.put('/v1/entity-links', async (req, res) => {
    const { links }: { links: EntityLink[] } = req.body;
    const items = await audited(
      context,
      req,
      {
        eventId: 'entity-link',
        severityLevel: 'medium',
        meta: { count: links.length },
        outcome: (done: EntityLinkResult[]) => ({
          links: done.map(
            ({ serviceAccountId, entityRef, result }) =>
              `${serviceAccountId} ${entityRef} ${result}`,
          ),
        }),
      },
      credentials => entityLinks.link(links, credentials),
    );
    res.json({ items });
  });
}
