import type { Router } from 'express';
import {
  formatServiceAccountRef,
  type IamServiceAccountSpec,
} from '@backstage-irsa/core/model';
import { irsaPlanPermission } from '@backstage-irsa/plugin-irsa-common';
import { permitSpec } from '../permitSpec';
import type { Services } from '../../wiring/Services';
import { brokenRules } from '../brokenRules';
import { audited, type Doors } from '../../authorization/doors';

/** `/v1/plans`: what a spec would change. */
export function addPlanRoutes(
  router: Router,
  doors: Doors,
  services: Pick<
    Services,
    'access' | 'permits' | 'planner' | 'resources' | 'store'
  >,
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
