import type { Router } from 'express';
import {
  formatServiceAccountRef,
  irsaPlanPermission,
  type IamServiceAccountSpec,
} from '@backstage-irsa/plugin-irsa-common';
import type { Access } from '../services/Access';
import type { Planner } from '../services/Planner';
import { audited, authorize, type Doors } from './doors';

/** `/v1/plans`: what a spec would change. */
export function addPlanRoutes(
  router: Router,
  doors: Doors,
  { access, planner }: { access: Access; planner: Planner },
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
      },
      async credentials => {
        await authorize(doors, credentials, [irsaPlanPermission]);
        const ownership = await access.ownership(spec, credentials);
        return planner.plan(spec, ownership);
      },
    );
    res.json(plan);
  });
}
