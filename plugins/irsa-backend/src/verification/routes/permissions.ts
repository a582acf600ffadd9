import type { Router } from 'express';
import { irsaServiceAccountVerifyPermission } from '@backstage-irsa/plugin-irsa-common';
import { type SimulationRequest } from '@backstage-irsa/core/model';
import type { PermissionReports } from '../../permissions/PermissionReports';
import {
  audited,
  type RouteContext,
} from '../../authorization/audit/routeContext';

/**
 * Adds `/v1/service-accounts/:id/…`: what its role may do, whether it can do something, and what it uses. The last two call AWS, as a verification
 * does.
 */
export function addPermissionRoutes(
  router: Router,
  context: RouteContext,
  permissionReports: PermissionReports,
): void {
  router.get('/v1/service-accounts/:id/permissions', async (req, res) => {
    const { id } = req.params;
    const permissions = await audited(
      context,
      req,
      { eventId: 'permissions-fetch', meta: { queryType: 'by-id', id } },
      async credentials => {
        return permissionReports.effective(
          await context.serviceAccounts.get(id, credentials),
        );
      },
    );
    res.json(permissions);
  });

  router.post('/v1/service-accounts/:id/simulations', async (req, res) => {
    const { id } = req.params;
    const requests: SimulationRequest[] = req.body.requests;
    const useAwsSimulator: boolean = req.body.useAwsSimulator ?? false;
    const actions = requests.map(({ action }) => action);
    const results = await audited(
      context,
      req,
      {
        eventId: 'permissions-simulate',
        severityLevel: 'medium',
        meta: { id, actions, useAwsSimulator },
      },
      async credentials => {
        const account = await context.serviceAccounts.get(
          id,
          credentials,
          irsaServiceAccountVerifyPermission,
        );
        return permissionReports.simulate(account, requests, {
          useAwsSimulator,
        });
      },
    );
    res.json({ results });
  });

  router.post('/v1/service-accounts/:id/last-accessed', async (req, res) => {
    const { id } = req.params;
    const report = await audited(
      context,
      req,
      {
        eventId: 'last-accessed-fetch',
        severityLevel: 'medium',
        meta: { queryType: 'by-id', id },
      },
      async credentials => {
        return permissionReports.lastAccessed(
          await context.serviceAccounts.get(
            id,
            credentials,
            irsaServiceAccountVerifyPermission,
          ),
        );
      },
    );
    res.json(report);
  });
}
