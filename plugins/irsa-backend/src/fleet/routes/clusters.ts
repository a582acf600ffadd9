import type { Router } from 'express';
import { irsaServiceAccountReadPermission } from '@backstage-irsa/plugin-irsa-common';
import type { Clusters } from '../Clusters';
import {
  audited,
  type RouteContext,
} from '../../authorization/audit/routeContext';

/** `/v1/clusters`: the places that the caller may choose from. */
export function addClusterRoutes(
  router: Router,
  context: RouteContext,
  clusters: Clusters,
): void {
  router.get('/v1/clusters', async (req, res) => {
    const list = await audited(
      context,
      req,
      { eventId: 'cluster-fetch', meta: { queryType: 'all' } },
      async credentials => {
        await context.authorizer.requireAny(
          credentials,
          irsaServiceAccountReadPermission,
        );
        return clusters.list(credentials);
      },
    );
    res.json(list);
  });

  router.get('/v1/clusters/:cluster/namespaces', async (req, res) => {
    const { cluster } = req.params;
    const list = await audited(
      context,
      req,
      { eventId: 'cluster-fetch', meta: { queryType: 'namespaces', cluster } },
      async credentials => {
        await context.authorizer.requireAny(
          credentials,
          irsaServiceAccountReadPermission,
        );
        return clusters.namespaces(cluster, credentials);
      },
    );
    res.json(list);
  });

  router.post('/v1/clusters/:cluster/namespaces/refresh', async (req, res) => {
    const { cluster } = req.params;
    const list = await audited(
      context,
      req,
      {
        eventId: 'namespace-refresh',
        severityLevel: 'medium',
        meta: { cluster },
      },
      async credentials => {
        await context.authorizer.requireAny(
          credentials,
          irsaServiceAccountReadPermission,
        );
        return clusters.refreshNamespaces(cluster, credentials);
      },
    );
    res.json(list);
  });
}
