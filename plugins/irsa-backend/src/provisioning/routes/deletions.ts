import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Request, Router } from 'express';
import { irsaServiceAccountDeletePermission } from '@backstage-irsa/plugin-irsa-common';
import {
  type IamServiceAccount,
  type OperationStep,
} from '@backstage-irsa/core/model';
import type { Access } from '../../authorization/Access';
import type { Deleter } from '../Deleter';
import type { Operations } from '../Operations';
import type { Rollbacks } from '../Rollbacks';
import type { ServiceAccounts } from '../../verification/ServiceAccounts';
import type { ServiceAccountStore } from '../../serviceAccounts/ServiceAccountStore';
import {
  audited,
  changeRequest,
  single,
  type Doors,
  type UserCredentials,
} from '../../audit/doors';
import { operationAnswer } from './operationAnswer';

interface Services {
  logger: LoggerService;
  access: Access;
  deleter: Deleter;
  operations: Operations;
  rollbacks: Rollbacks;
  serviceAccounts: ServiceAccounts;
  store: ServiceAccountStore;
}

/** The one that is to be deleted, once it is known that the caller may. */
async function deletable(
  { access, serviceAccounts }: Services,
  id: string,
  credentials: UserCredentials,
): Promise<IamServiceAccount> {
  const account = await serviceAccounts.get(
    id,
    credentials,
    irsaServiceAccountDeletePermission,
  );
  await access.requireOwner(account, credentials);
  return account;
}

async function preview(
  doors: Doors,
  services: Services,
  req: Request,
): Promise<{ steps: OperationStep[] }> {
  const { id } = req.params;
  const event = { eventId: 'deletion-plan-create', meta: { id } };
  return audited(doors, req, event, async credentials => {
    const account = await deletable(services, id, credentials);
    return { steps: await services.deleter.preview(account) };
  });
}

function addDelete(router: Router, doors: Doors, services: Services): void {
  const { deleter } = services;

  router.delete('/v1/service-accounts/:id', async (req, res) => {
    if (single(req, 'dryRun') === 'true') {
      res.json(await preview(doors, services, req));
      return;
    }
    const { id } = req.params;
    const answer = await audited(
      doors,
      req,
      {
        eventId: 'service-account-delete',
        severityLevel: 'high',
        meta: { id },
      },
      async (credentials, defer) => {
        const account = await deletable(services, id, credentials);
        const begun = await deleter.start(
          account,
          changeRequest(req.query, credentials),
        );
        return operationAnswer(req, begun, { credentials, defer }, services);
      },
    );
    res.status(answer.status).json(answer.body);
  });
}

function addRollback(router: Router, doors: Doors, services: Services): void {
  const { access, rollbacks, store } = services;

  router.post('/v1/operations/:id/rollbacks', async (req, res) => {
    const { id } = req.params;
    const steps = await audited(
      doors,
      req,
      {
        eventId: 'operation-roll-back',
        severityLevel: 'high',
        meta: { id },
      },
      async credentials => {
        const [permit] = await doors.permits.of(credentials, [
          irsaServiceAccountDeletePermission,
        ]);
        const operation = await rollbacks.operation(
          id,
          credentials.principal.userEntityRef,
        );
        const account = await store.get(operation.serviceAccountId);
        if (!account) return [];
        await permit.require(account);
        await access.requireOwner(account, credentials);
        return rollbacks.rollBack(
          operation,
          account,
          changeRequest(req.query, credentials),
        );
      },
    );
    res.json({ steps });
  });
}

/** `DELETE /v1/service-accounts/:id` and `POST /v1/operations/:id/rollbacks`: what takes away again. */
export function addDeletionRoutes(
  router: Router,
  doors: Doors,
  services: Services,
): void {
  addDelete(router, doors, services);
  addRollback(router, doors, services);
}
