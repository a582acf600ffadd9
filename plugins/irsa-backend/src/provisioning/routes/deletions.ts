import type { Request, Router } from 'express';
import { irsaServiceAccountDeletePermission as permission } from '@backstage-irsa/plugin-irsa-common';
import type { OperationStep } from '@backstage-irsa/core/model';
import {
  audited,
  changeRequest,
  ownedAccount,
  single,
  type RouteContext,
} from '../../authorization/audit/routeContext';
import type { Deleter } from '../Deleter';
import { operationAnswer } from './operationAnswer';

async function preview(
  context: RouteContext,
  deleter: Deleter,
  req: Request,
): Promise<{ steps: OperationStep[] }> {
  const { id } = req.params;
  const event = { eventId: 'deletion-plan-create', meta: { id } };
  return audited(context, req, event, async credentials => ({
    steps: await deleter.preview(
      await ownedAccount(context, id, credentials, permission),
    ),
  }));
}

/** Adds `DELETE /v1/service-accounts/:id`: deletes the objects that Backstage created, or plans the deletion. */
export function addDeletionRoutes(
  router: Router,
  context: RouteContext,
  deleter: Deleter,
): void {
  router.delete('/v1/service-accounts/:id', async (req, res) => {
    if (single(req, 'dryRun') === 'true') {
      res.json(await preview(context, deleter, req));
      return;
    }
    const { id } = req.params;
    const answer = await audited(
      context,
      req,
      {
        eventId: 'service-account-delete',
        severityLevel: 'high',
        meta: { id },
      },
      async (credentials, defer) => {
        const begun = await deleter.start(
          await ownedAccount(context, id, credentials, permission),
          changeRequest(req.query, credentials),
        );
        return operationAnswer(req, begun, { credentials, defer }, context);
      },
    );
    res.status(answer.status).json(answer.body);
  });
}
