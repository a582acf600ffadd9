import type { Router } from 'express';
import type { HandOverTarget } from '@backstage-irsa/core/model';
import { irsaServiceAccountUpdatePermission as permission } from '@backstage-irsa/plugin-irsa-common';
import {
  audited,
  changeRequest,
  ownedAccount,
  type RouteContext,
} from '../authorization/audit/routeContext';
import type { HandOvers } from './HandOvers';

/** Adds `/v1/service-accounts/:id/hand-over`: the hand-over to another tool, and back. */
export function addHandOverRoutes(
  router: Router,
  context: RouteContext,
  handOvers: HandOvers,
): void {
  const path = '/v1/service-accounts/:id/hand-over';

  router.post(path, async (req, res) => {
    const { id } = req.params;
    const { to, preview = false }: { to: HandOverTarget; preview?: boolean } =
      req.body;
    const answer = await audited(
      context,
      req,
      {
        eventId: 'service-account-hand-over',
        severityLevel: preview ? 'low' : 'high',
        meta: { id, to, ...(preview && { preview }) },
      },
      async credentials => {
        const account = await ownedAccount(
          context,
          id,
          credentials,
          permission,
        );
        return preview
          ? handOvers.preview(account, to)
          : handOvers.start(account, to, changeRequest(undefined, credentials));
      },
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
          await ownedAccount(context, id, credentials, permission),
          changeRequest(undefined, credentials),
        ),
    );
    res.json(account);
  });
}
