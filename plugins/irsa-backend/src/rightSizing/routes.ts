import type { Request, Router } from 'express';
import {
  irsaServiceAccountUpdatePermission,
  irsaServiceAccountVerifyPermission,
} from '@backstage-irsa/plugin-irsa-common';
import {
  type IamServiceAccount,
  type IamServiceAccountSpec,
  type RightSizeRequest,
  withoutAdoption,
} from '@backstage-irsa/core/model';
import type { Ownership } from '../authorization/specOwnership';
import type { Application } from '../provisioning/Applier';
import {
  audited,
  changeRequest,
  type AuditEvent,
  type RouteContext,
  type UserCredentials,
} from '../authorization/audit/routeContext';
import {
  operationAnswer,
  type RouteAnswer,
} from '../provisioning/routes/operationAnswer';
import type { RightSizes } from './RightSizes';

function addPropose(
  router: Router,
  context: RouteContext,
  rightSizes: RightSizes,
): void {
  router.post(
    '/v1/service-accounts/:id/right-size-proposals',
    async (req, res) => {
      const { id } = req.params;
      const asked: RightSizeRequest = req.body;
      const proposal = await audited(
        context,
        req,
        {
          eventId: 'right-size-propose',
          severityLevel: 'medium',
          meta: { id },
        },
        async credentials =>
          rightSizes.propose(
            await context.serviceAccounts.get(
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
  context: RouteContext,
  rightSizes: RightSizes,
): void {
  router.get('/v1/service-accounts/:id/right-sizings', async (req, res) => {
    const { id } = req.params;
    const items = await audited(
      context,
      req,
      { eventId: 'right-sizing-fetch', meta: { queryType: 'by-id', id } },
      async credentials =>
        rightSizes.list(await context.serviceAccounts.get(id, credentials)),
    );
    res.json({ items });
  });
}

/** The context of a change, once the caller is known to have the permission. */
interface Change {
  account: IamServiceAccount;
  credentials: UserCredentials;
  /** Returns the ownership, after checking that the caller has every permission for a spec. */
  authorize(spec: IamServiceAccountSpec): Promise<Ownership>;
}

/** Starts a change of what a service may do. Returns its result, or its operation if the caller prefers that. */
async function changing(
  context: RouteContext,
  req: Request,
  event: AuditEvent<RouteAnswer>,
  begin: (change: Change) => Promise<Application>,
): Promise<RouteAnswer> {
  return audited(context, req, event, async (credentials, defer) => {
    const account = await context.serviceAccounts.get(
      req.params.id,
      credentials,
      irsaServiceAccountUpdatePermission,
    );
    const begun = await begin({
      account,
      credentials,
      authorize: spec => context.specs.authorizeApply(spec, credentials),
    });
    return operationAnswer(req, begun, { credentials, defer }, context);
  });
}

function addApply(
  router: Router,
  context: RouteContext,
  rightSizes: RightSizes,
): void {
  router.post('/v1/service-accounts/:id/right-sizings', async (req, res) => {
    const { id } = req.params;
    const asked: RightSizeRequest = req.body;
    const { drop = [], narrow = [] } = asked;
    const { status, body } = await changing(
      context,
      req,
      {
        eventId: 'service-account-right-size',
        severityLevel: 'high',
        meta: { id, drop, narrow },
      },
      async ({ account, credentials, authorize }) => {
        if (account.spec) await authorize(withoutAdoption(account.spec));
        const smaller = await rightSizes.smallerSpec(account, asked);
        return rightSizes.apply(
          account,
          smaller,
          await authorize(smaller.spec),
          changeRequest(req.body, credentials),
        );
      },
    );
    res.status(status).json(body);
  });
}

function addUndo(
  router: Router,
  context: RouteContext,
  rightSizes: RightSizes,
): void {
  router.post(
    '/v1/service-accounts/:id/right-sizings/:rightSizing/undo',
    async (req, res) => {
      const { id, rightSizing } = req.params;
      const { status, body } = await changing(
        context,
        req,
        {
          eventId: 'service-account-right-size-undo',
          severityLevel: 'high',
          meta: { id, rightSizing },
        },
        async ({ account, credentials, authorize }) => {
          const spec = await rightSizes.specBefore(account, rightSizing);
          return rightSizes.undo(
            account,
            { id: rightSizing, spec },
            await authorize(spec),
            changeRequest(req.query, credentials),
          );
        },
      );
      res.status(status).json(body);
    },
  );
}

/** Adds `/v1/service-accounts/:id/right-size-proposals` and `…/right-sizings`: the reduction of a role to what it used, and its undo. */
export function addRightSizeRoutes(
  router: Router,
  context: RouteContext,
  rightSizes: RightSizes,
): void {
  addPropose(router, context, rightSizes);
  addList(router, context, rightSizes);
  addApply(router, context, rightSizes);
  addUndo(router, context, rightSizes);
}
