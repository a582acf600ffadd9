import type { Router } from 'express';
import {
  formatServiceAccountRef,
  irsaPlanPermission,
  type IamServiceAccountSpec,
} from '@backstage-irsa/plugin-irsa-common';
import { permitSpec } from '../services/permitSpec';
import type { Services } from '../services/Services';
import { brokenRules } from '../services/brokenRules';
import { audited, type Doors } from './doors';

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
