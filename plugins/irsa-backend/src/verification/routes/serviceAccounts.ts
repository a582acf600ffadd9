import type { Router } from 'express';
import type { VerificationStatus } from '@backstage-irsa/core/model';
import {
  audited,
  pageOf,
  single,
  type RouteContext,
} from '../../authorization/audit/routeContext';
import type { ServiceAccounts } from '../ServiceAccounts';

const DEFAULT_LIMIT = 50;

/** Adds `GET /v1/service-accounts` and the route of one IAM service account. Both return the stored state. */
export function addServiceAccountRoutes(
  router: Router,
  context: RouteContext,
  serviceAccounts: ServiceAccounts,
): void {
  router.get('/v1/service-accounts', async (req, res) => {
    const list = await audited(
      context,
      req,
      { eventId: 'service-account-fetch', meta: { queryType: 'all' } },
      async credentials =>
        serviceAccounts.list(
          {
            cluster: single(req, 'cluster'),
            namespace: single(req, 'namespace'),
            status: single(req, 'status') as VerificationStatus | undefined,
            owner: single(req, 'owner'),
          },
          pageOf(req, DEFAULT_LIMIT),
          credentials,
        ),
    );
    res.json(list);
  });

  router.get('/v1/service-accounts/:id', async (req, res) => {
    const { id } = req.params;
    const account = await audited(
      context,
      req,
      { eventId: 'service-account-fetch', meta: { queryType: 'by-id', id } },
      async credentials => serviceAccounts.get(id, credentials),
    );
    res.json(account);
  });
}
