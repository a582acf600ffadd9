import { irsaServiceAccountCutOffPermission } from '@backstage-irsa/plugin-irsa-common';
import { type IamServiceAccount } from '@backstage-irsa/core/model';
import type { Router } from 'express';
import {
  audited,
  type RouteContext,
  type UserCredentials,
} from '../../authorization/audit/routeContext';
import type { CutOffs } from './CutOffs';

/** Adds `/v1/service-accounts/:id/cut-off`: denies all AWS access in an incident, and restores it. */
export function addCutOffRoutes(
  router: Router,
  context: RouteContext,
  cutOffs: CutOffs,
): void {
  const add = (
    method: 'post' | 'delete',
    eventId: string,
    change: (
      account: IamServiceAccount,
      reason: string,
      credentials: UserCredentials,
    ) => Promise<IamServiceAccount>,
  ) =>
    router[method]('/v1/service-accounts/:id/cut-off', async (req, res) => {
      const { id } = req.params;
      const reason: string = req.body.reason;
      const account = await audited(
        context,
        req,
        { eventId, severityLevel: 'high', meta: { id, reason } },
        async credentials =>
          change(
            await context.serviceAccounts.get(
              id,
              credentials,
              irsaServiceAccountCutOffPermission,
            ),
            reason,
            credentials,
          ),
      );
      res.json(account);
    });

  add('post', 'service-account-cut-off', (...change) =>
    cutOffs.cutOff(...change),
  );
  add('delete', 'service-account-restore', (...change) =>
    cutOffs.restore(...change),
  );
}
