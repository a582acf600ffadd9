import type { Router } from 'express';
import {
  formatServiceAccountRef,
  type IamServiceAccountSpec,
} from '@backstage-irsa/core/model';
import { irsaPlanPermission } from '@backstage-irsa/plugin-irsa-common';
import { brokenRules } from '../brokenRules';
import {
  audited,
  type RouteContext,
} from '../../authorization/audit/routeContext';
import type { Planner } from '../Planner';

/** Adds `/v1/plans`: plans the changes of a spec. */
export function addPlanRoutes(
  router: Router,
  context: RouteContext,
  planner: Planner,
): void {
  router.post('/v1/plans', async (req, res) => {
    const spec: IamServiceAccountSpec = req.body.spec;
    const plan = await audited(
      context,
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
        const ownership = await context.specs.authorizeSpec(spec, credentials, [
          irsaPlanPermission,
        ]);
        return planner.plan(spec, ownership);
      },
    );
    res.json(plan);
  });
}
