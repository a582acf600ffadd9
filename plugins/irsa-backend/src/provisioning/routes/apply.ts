import type { Router } from 'express';
import {
  formatServiceAccountRef,
  type IamServiceAccountSpec,
} from '@backstage-irsa/core/model';
import {
  audited,
  changeRequest,
  type RouteContext,
} from '../../authorization/audit/routeContext';
import type { Applier } from '../Applier';
import { operationAnswer } from './operationAnswer';

/** Adds `PUT /v1/service-accounts`: applies a spec. */
export function addApplyRoutes(
  router: Router,
  context: RouteContext,
  applier: Applier,
): void {
  router.put('/v1/service-accounts', async (req, res) => {
    const spec: IamServiceAccountSpec = req.body.spec;
    const answer = await audited(
      context,
      req,
      {
        eventId: 'service-account-apply',
        severityLevel: 'high',
        meta: {
          serviceAccount: formatServiceAccountRef(spec),
          entityRef: spec.entityRef,
        },
      },
      async (credentials, defer) => {
        const begun = await applier.start(
          spec,
          await context.specs.authorizeApply(spec, credentials),
          changeRequest(req.body, credentials),
          { session: credentials },
        );
        return operationAnswer(req, begun, { credentials, defer }, context);
      },
    );
    res.status(answer.status).json(answer.body);
  });
}
