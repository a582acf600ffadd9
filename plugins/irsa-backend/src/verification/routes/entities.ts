import type { Router } from 'express';
import type { EntityAccounts } from '../EntityAccounts';
import {
  audited,
  type RouteContext,
} from '../../authorization/audit/routeContext';

/** Adds `/v1/entities`: the IAM service accounts of a catalog entity. */
export function addEntityRoutes(
  router: Router,
  context: RouteContext,
  entityAccounts: EntityAccounts,
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
          return entityAccounts.list({ kind, namespace, name }, credentials);
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
          return entityAccounts.verify({ kind, namespace, name }, credentials);
        },
      );
      res.json(list);
    },
  );

  router.post('/v1/entities/access', async (req, res) => {
    const { entityRefs } = req.body;
    const list = await audited(
      context,
      req,
      { eventId: 'entity-access-fetch' },
      credentials => entityAccounts.summaries(entityRefs, credentials),
    );
    res.json(list);
  });
}
