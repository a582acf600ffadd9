import type { Router } from 'express';
import { irsaServiceAccountVerifyPermission } from '@backstage-irsa/plugin-irsa-common';
import {
  audited,
  type RouteContext,
} from '../../authorization/audit/routeContext';
import type { Verifier } from '../Verifier';

/** Adds `POST /v1/service-accounts/:id/verifications`: verifies now. */
export function addVerificationRoutes(
  router: Router,
  context: RouteContext,
  verifier: Verifier,
): void {
  router.post('/v1/service-accounts/:id/verifications', async (req, res) => {
    const { id } = req.params;
    const live: boolean = req.body.live;
    const { verification } = await audited(
      context,
      req,
      {
        eventId: 'service-account-verify',
        severityLevel: 'medium',
        meta: { id, live },
      },
      async credentials => {
        const account = await context.serviceAccounts.get(
          id,
          credentials,
          irsaServiceAccountVerifyPermission,
        );
        await context.access.recordEntity(account);
        return verifier.verify(account, { live });
      },
    );
    res.json(verification);
  });
}
