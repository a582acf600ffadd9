import type { Router } from 'express';
import { irsaServiceAccountCutOffPermission } from '@backstage-irsa/plugin-irsa-common';
import { audited, type Doors } from '../../router/doors';
import type { ServiceAccounts } from '../../services/ServiceAccounts';
import type { CutOffs } from './CutOffs';

/** `/v1/service-accounts/:id/cut-off`: deny all AWS access in an incident, and restore it. */
export function addCutOffRoutes(
  router: Router,
  doors: Doors,
  {
    cutOffs,
    serviceAccounts,
  }: { cutOffs: CutOffs; serviceAccounts: ServiceAccounts },
): void {
  const path = '/v1/service-accounts/:id/cut-off';

  router.post(path, async (req, res) => {
    const { id } = req.params;
    const reason: string = req.body.reason;
    const account = await audited(
      doors,
      req,
      {
        eventId: 'service-account-cut-off',
        severityLevel: 'high',
        meta: { id, reason },
      },
      async credentials =>
        cutOffs.cutOff(
          await serviceAccounts.get(
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

  router.delete(path, async (req, res) => {
    const { id } = req.params;
    const reason: string = req.body.reason;
    const account = await audited(
      doors,
      req,
      {
        eventId: 'service-account-restore',
        severityLevel: 'high',
        meta: { id, reason },
      },
      async credentials =>
        cutOffs.restore(
          await serviceAccounts.get(
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
}
