import type { Router } from 'express';
import { irsaServiceAccountVerifyPermission } from '@backstage-irsa/plugin-irsa-common';
import type { Diagnoses } from '../Diagnoses';
import type { ServiceAccounts } from '../ServiceAccounts';
import { audited, type Doors } from '../../audit/doors';

/** `/v1/service-accounts/:id/diagnoses`: what may lie behind an error text. The text itself is in no audit event. */
export function addDiagnosisRoutes(
  router: Router,
  doors: Doors,
  {
    diagnoses,
    serviceAccounts,
  }: { diagnoses: Diagnoses; serviceAccounts: ServiceAccounts },
): void {
  router.post('/v1/service-accounts/:id/diagnoses', async (req, res) => {
    const { id } = req.params;
    const text: string = req.body.text;
    const diagnosis = await audited(
      doors,
      req,
      {
        eventId: 'service-account-diagnose',
        severityLevel: 'medium',
        meta: { id },
      },
      async credentials => {
        const account = await serviceAccounts.get(
          id,
          credentials,
          irsaServiceAccountVerifyPermission,
        );
        return diagnoses.diagnose(account, text);
      },
    );
    res.json(diagnosis);
  });
}
