import type { Router } from 'express';
import { irsaServiceAccountReadPermission } from '@backstage-irsa/plugin-irsa-common';
import { describeChecks } from '@backstage-irsa/core/checks';
import {
  audited,
  type RouteContext,
} from '../../authorization/audit/routeContext';

/** Adds `/v1/checks`: the checks that a verification runs. */
export function addCheckRoutes(router: Router, context: RouteContext): void {
  router.get('/v1/checks', async (req, res) => {
    const items = await audited(
      context,
      req,
      { eventId: 'check-fetch', meta: { queryType: 'all' } },
      async credentials => {
        await context.authorizer.requireAny(
          credentials,
          irsaServiceAccountReadPermission,
        );
        return describeChecks();
      },
    );
    res.json({ items });
  });
}
