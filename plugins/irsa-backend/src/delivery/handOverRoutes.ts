import type { Router } from 'express';
import type {
  HandOverTarget,
  IamServiceAccount,
} from '@backstage-irsa/core/model';
import { irsaServiceAccountUpdatePermission } from '@backstage-irsa/plugin-irsa-common';
import {
  audited,
  changeRequest,
  type RouteContext,
  type UserCredentials,
} from '../authorization/audit/routeContext';
import type { HandOvers } from './HandOvers';

/** The one that is handed over, after the caller is authorized. */
async function changeable(
  { access, serviceAccounts }: RouteContext,
  id: string,
  credentials: UserCredentials,
): Promise<IamServiceAccount> {
  const account = await serviceAccounts.get(
    id,
    credentials,
    irsaServiceAccountUpdatePermission,
  );
  await access.requireOwner(account, credentials);
  return account;
}

/** `/v1/service-accounts/:id/hand-over`: to another tool, and back. */
export function addHandOverRoutes(
  router: Router,
  context: RouteContext,
  handOvers: HandOvers,
): void {
  const path = '/v1/service-accounts/:id/hand-over';

  router.post(path, async (req, res) => {
    const { id } = req.params;
    const to: HandOverTarget = req.body.to;
    const answer = await audited(
      context,
      req,
      {
        eventId: 'service-account-hand-over',
        severityLevel: 'high',
        meta: { id, to },
      },
      async credentials =>
        handOvers.start(
          await changeable(context, id, credentials),
          to,
          changeRequest(undefined, credentials),
        ),
    );
    res.json(answer);
  });

  router.delete(path, async (req, res) => {
    const { id } = req.params;
    const account = await audited(
      context,
      req,
      {
        eventId: 'service-account-hand-over-cancel',
        severityLevel: 'medium',
        meta: { id },
      },
      async credentials =>
        handOvers.cancel(
          await changeable(context, id, credentials),
          changeRequest(undefined, credentials),
        ),
    );
    res.json(account);
  });
}
