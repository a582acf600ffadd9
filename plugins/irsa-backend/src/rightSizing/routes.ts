import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Request, Router } from 'express';
import {
  irsaServiceAccountUpdatePermission,
  irsaServiceAccountVerifyPermission,
} from '@backstage-irsa/plugin-irsa-common';
import {
  type IamServiceAccount,
  type IamServiceAccountSpec,
  type RightSizeRequest,
} from '@backstage-irsa/core/model';
import type { Ownership } from '../authorization/Access';
import type { Application } from '../provisioning/Applier';
import { permitApply } from '../provisioning/permitSpec';
import {
  audited,
  changeRequest,
  type AuditEvent,
  type Doors,
  type UserCredentials,
} from '../audit/doors';
import {
  operationAnswer,
  type RouteAnswer,
} from '../provisioning/routes/operationAnswer';
import type { Access } from '../authorization/Access';
import type { Operations } from '../provisioning/Operations';
import type { Permits } from '../authorization/Permits';
import type { Resources } from '../authorization/Resources';
import type { RightSizes } from './RightSizes';
import type { ServiceAccounts } from '../verification/ServiceAccounts';
import type { ServiceAccountStore } from '../serviceAccounts/ServiceAccountStore';

type Used = { logger: LoggerService } & {
  access: Access;
  operations: Operations;
  permits: Permits;
  resources: Resources;
  rightSizes: RightSizes;
  serviceAccounts: ServiceAccounts;
  store: ServiceAccountStore;
};

function addPropose(
  router: Router,
  doors: Doors,
  { rightSizes, serviceAccounts }: Used,
): void {
  router.post(
    '/v1/service-accounts/:id/right-size-proposals',
    async (req, res) => {
      const { id } = req.params;
      const asked: RightSizeRequest = req.body;
      const proposal = await audited(
        doors,
        req,
        {
          eventId: 'right-size-propose',
          severityLevel: 'medium',
          meta: { id },
        },
        async credentials =>
          rightSizes.propose(
            await serviceAccounts.get(
              id,
              credentials,
              irsaServiceAccountVerifyPermission,
            ),
            asked,
          ),
      );
      res.json(proposal);
    },
  );
}

function addList(
  router: Router,
  doors: Doors,
  { rightSizes, serviceAccounts }: Used,
): void {
  router.get('/v1/service-accounts/:id/right-sizings', async (req, res) => {
    const { id } = req.params;
    const items = await audited(
      doors,
      req,
      { eventId: 'right-sizing-fetch', meta: { queryType: 'by-id', id } },
      async credentials =>
        rightSizes.list(await serviceAccounts.get(id, credentials)),
    );
    res.json({ items });
  });
}

/** What a change is made with, once it is known that the caller may make it. */
interface Change {
  account: IamServiceAccount;
  credentials: UserCredentials;
  /** Whose it is, once the caller has every permission for a spec. */
  permit(spec: IamServiceAccountSpec): Promise<Ownership>;
}

/** Begins a change of what a service may do, and answers with its end or, where that is preferred, with its operation. */
async function changing(
  doors: Doors,
  services: Used,
  req: Request,
  event: AuditEvent<RouteAnswer>,
  begin: (change: Change) => Promise<Application>,
): Promise<RouteAnswer> {
  const { serviceAccounts } = services;
  return audited(doors, req, event, async (credentials, defer) => {
    const account = await serviceAccounts.get(
      req.params.id,
      credentials,
      irsaServiceAccountUpdatePermission,
    );
    const begun = await begin({
      account,
      credentials,
      permit: spec => permitApply(services, spec, credentials),
    });
    return operationAnswer(req, begun, { credentials, defer }, services);
  });
}

function addApply(router: Router, doors: Doors, services: Used): void {
  const { rightSizes } = services;
  router.post('/v1/service-accounts/:id/right-sizings', async (req, res) => {
    const { id } = req.params;
    const asked: RightSizeRequest = req.body;
    const { drop = [], narrow = [] } = asked;
    const { status, body } = await changing(
      doors,
      services,
      req,
      {
        eventId: 'service-account-right-size',
        severityLevel: 'high',
        meta: { id, drop, narrow },
      },
      async ({ account, credentials, permit }) => {
        if (account.spec) await permit(account.spec);
        const smaller = await rightSizes.smallerSpec(account, asked);
        return rightSizes.apply(
          account,
          smaller,
          await permit(smaller.spec),
          changeRequest(req.body, credentials),
        );
      },
    );
    res.status(status).json(body);
  });
}

function addUndo(router: Router, doors: Doors, services: Used): void {
  const { rightSizes } = services;
  router.post(
    '/v1/service-accounts/:id/right-sizings/:rightSizing/undo',
    async (req, res) => {
      const { id, rightSizing } = req.params;
      const { status, body } = await changing(
        doors,
        services,
        req,
        {
          eventId: 'service-account-right-size-undo',
          severityLevel: 'high',
          meta: { id, rightSizing },
        },
        async ({ account, credentials, permit }) => {
          const spec = await rightSizes.specBefore(account, rightSizing);
          return rightSizes.undo(
            rightSizing,
            spec,
            await permit(spec),
            changeRequest(req.query, credentials),
          );
        },
      );
      res.status(status).json(body);
    },
  );
}

/** `/v1/service-accounts/:id/right-size-proposals` and `…/right-sizings`: a smaller role from what it used, and back. */
export function addRightSizeRoutes(
  router: Router,
  doors: Doors,
  services: Used,
): void {
  addPropose(router, doors, services);
  addList(router, doors, services);
  addApply(router, doors, services);
  addUndo(router, doors, services);
}
