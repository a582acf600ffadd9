import type { Router } from 'express';
import {
  formatServiceAccountRef,
  type IamServiceAccountSpec,
} from '@backstage-irsa/core/model';
import { irsaPlanPermission } from '@backstage-irsa/plugin-irsa-common';
import { permitSpec } from '../permitSpec';
import { brokenRules } from '../brokenRules';
import { audited, type Doors } from '../../audit/doors';
import type { Access } from '../../authorization/Access';
import type { Permits } from '../../authorization/Permits';
import type { Planner } from '../Planner';
import type { Resources } from '../../authorization/Resources';
import type { ServiceAccountStore } from '../../serviceAccounts/ServiceAccountStore';

/** `/v1/plans`: what a spec would change. */
export function addPlanRoutes(
  router: Router,
  doors: Doors,
  services: {
    access: Access;
    permits: Permits;
    planner: Planner;
    resources: Resources;
    store: ServiceAccountStore;
  },
): void {
  router.post('/v1/plans', async (req, res) => {
    const spec: IamServiceAccountSpec = req.body.spec;
    const plan = await audited(
      doors,
      req,
      {
        eventId: 'plan-create',
        meta: {
          serviceAccount: formatServiceAccountRef(spec),
          entityRef: spec.entityRef,
        },
        outcome: brokenRules,
      },
      async credentials => {
        const ownership = await permitSpec(services, spec, credentials, [
          irsaPlanPermission,
        ]);
        return services.planner.plan(spec, ownership);
      },
    );
    res.json(plan);
  });
}
