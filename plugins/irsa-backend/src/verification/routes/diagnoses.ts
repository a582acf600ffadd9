import type { Router } from 'express';
import { irsaServiceAccountVerifyPermission } from '@backstage-irsa/plugin-irsa-common';
import type { Diagnoses } from '../Diagnoses';
import {
  audited,
  type RouteContext,
} from '../../authorization/audit/routeContext';

/** Adds `/v1/service-accounts/:id/diagnoses`: the possible causes of an error text. No audit event contains the text. */
export function addDiagnosisRoutes(
  router: Router,
  context: RouteContext,
  diagnoses: Diagnoses,
): void {
  router.post('/v1/service-accounts/:id/diagnoses', async (req, res) => {
    const { id } = req.params;
    const text: string = req.body.text;
    const diagnosis = await audited(
      context,
      req,
      {
        eventId: 'service-account-diagnose',
        severityLevel: 'medium',
        meta: { id },
      },
      async credentials => {
        const account = await context.serviceAccounts.get(
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
