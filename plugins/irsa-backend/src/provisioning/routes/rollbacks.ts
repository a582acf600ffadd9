import type { Router } from 'express';
import { irsaServiceAccountDeletePermission } from '@backstage-irsa/plugin-irsa-common';
import {
  audited,
  changeRequest,
  type RouteContext,
} from '../../authorization/audit/routeContext';
import type { Rollbacks } from '../Rollbacks';

/** Adds `POST /v1/operations/:id/rollbacks`: deletes what a failed operation created. */
export function addRollbackRoutes(
  router: Router,
  context: RouteContext,
  rollbacks: Rollbacks,
): void {
  router.post('/v1/operations/:id/rollbacks', async (req, res) => {
    const { id } = req.params;
    const steps = await audited(
      context,
      req,
      {
        eventId: 'operation-roll-back',
        severityLevel: 'high',
        meta: { id },
      },
      async credentials => {
        const [permit] = await context.authorizer.authorize(credentials, [
          irsaServiceAccountDeletePermission,
        ]);
        const { operation, account } = await rollbacks.find(
          id,
          credentials.principal.userEntityRef,
        );
        if (!account) return [];
        await permit.require(account);
        await context.access.requireOwner(account, credentials);
        return rollbacks.rollBack(
          operation,
          account,
          changeRequest(req.query, credentials),
        );
      },
    );
    res.json({ steps });
  });
}
