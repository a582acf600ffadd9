import type { Router } from 'express';
import { irsaServiceAccountReadPermission } from '@backstage-irsa/plugin-irsa-common';
import type { Operations } from '../Operations';
import {
  audited,
  type RouteContext,
} from '../../authorization/audit/routeContext';

/** Adds `/v1/operations`: reads operations, for the users who started them. */
export function addOperationRoutes(
  router: Router,
  context: RouteContext,
  operations: Operations,
): void {
  router.get('/v1/operations/:id', async (req, res) => {
    const { id } = req.params;
    const operation = await audited(
      context,
      req,
      { eventId: 'operation-fetch', meta: { id } },
      async credentials => {
        await context.authorizer.requireAny(
          credentials,
          irsaServiceAccountReadPermission,
        );
        return operations.get(id, credentials);
      },
    );
    res.json(operation);
  });
}
