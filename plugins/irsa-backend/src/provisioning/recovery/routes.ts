import type { Router } from 'express';
import { irsaRecoverPermission } from '@backstage-irsa/plugin-irsa-common';
import {
  audited,
  type RouteContext,
} from '../../authorization/audit/routeContext';
import type { Recoveries } from './Recoveries';

/** Adds `POST /v1/recoveries`: restores the records of created objects after the database was lost or restored. */
export function addRecoveryRoutes(
  router: Router,
  context: RouteContext,
  recoveries: Recoveries,
): void {
  router.post('/v1/recoveries', async (req, res) => {
    const { dryRun = true, cursor, limit = 50 } = req.body;
    const list = await audited(
      context,
      req,
      { eventId: 'recover', severityLevel: 'high', meta: { dryRun } },
      async credentials => {
        await context.authorizer.requireBasic(
          credentials,
          irsaRecoverPermission,
        );
        return recoveries.recover({ dryRun, cursor, limit }, credentials);
      },
    );
    res.json(list);
  });
}
