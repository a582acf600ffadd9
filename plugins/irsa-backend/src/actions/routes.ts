import type { Router } from 'express';
import { irsaServiceAccountReadPermission } from '@backstage-irsa/plugin-irsa-common';
import type { Actions } from './Actions';
import {
  audited,
  single,
  type RouteContext,
} from '../authorization/audit/routeContext';

const DEFAULT_LIMIT = 20;

/** Adds `/v1/actions`: the actions of AWS, for completion. */
export function addActionRoutes(
  router: Router,
  context: RouteContext,
  actions: Actions,
): void {
  router.get('/v1/actions', async (req, res) => {
    const items = await audited(
      context,
      req,
      { eventId: 'action-fetch', meta: { queryType: 'by-prefix' } },
      async credentials => {
        await context.authorizer.requireAny(
          credentials,
          irsaServiceAccountReadPermission,
        );
        return actions.beginningWith(
          single(req, 'prefix') ?? '',
          Number(single(req, 'limit') ?? DEFAULT_LIMIT),
        );
      },
    );
    res.json({ items });
  });
}
