import type { Router } from 'express';
import type { ServiceAccounts } from '../ServiceAccounts';
import {
  audited,
  type RouteContext,
} from '../../authorization/audit/routeContext';

/** `/v1/entities`: the IAM service accounts of a catalog entity. */
export function addEntityRoutes(
  router: Router,
  context: RouteContext,
  serviceAccounts: ServiceAccounts,
): void {
  router.get(
    '/v1/entities/:kind/:namespace/:name/service-accounts',
    async (req, res) => {
      const { kind, namespace, name } = req.params;
      const list = await audited(
        context,
        req,
        {
          eventId: 'service-account-fetch',
          meta: { queryType: 'by-entity', kind, namespace, name },
        },
        async credentials => {
          return serviceAccounts.listOfEntity(
            { kind, namespace, name },
            credentials,
          );
        },
      );
      res.json(list);
    },
  );

  router.post(
    '/v1/entities/:kind/:namespace/:name/verifications',
    async (req, res) => {
      const { kind, namespace, name } = req.params;
      const list = await audited(
        context,
        req,
        {
          eventId: 'service-account-verify',
          severityLevel: 'medium',
          meta: { queryType: 'by-entity', kind, namespace, name },
        },
        async credentials => {
          return serviceAccounts.verifyEntity(
            { kind, namespace, name },
            credentials,
          );
        },
      );
      res.json(list);
    },
  );
}
