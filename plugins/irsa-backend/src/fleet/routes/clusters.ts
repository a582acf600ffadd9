import type { Router } from 'express';
import type { Clusters } from '../Clusters';
import {
  auditedReader,
  type RouteContext,
} from '../../authorization/audit/routeContext';

/** `/v1/clusters`: the clusters and namespaces that the caller may use. */
export function addClusterRoutes(
  router: Router,
  context: RouteContext,
  clusters: Clusters,
): void {
  router.get('/v1/clusters', async (req, res) => {
    const list = await auditedReader(
      context,
      req,
      { eventId: 'cluster-fetch', meta: { queryType: 'all' } },
      credentials => clusters.list(credentials),
    );
    res.json(list);
  });

  router.get('/v1/clusters/:cluster/namespaces', async (req, res) => {
    const { cluster } = req.params;
    const list = await auditedReader(
      context,
      req,
      { eventId: 'cluster-fetch', meta: { queryType: 'namespaces', cluster } },
      credentials => clusters.namespaces(cluster, credentials),
    );
    res.json(list);
  });

  router.post('/v1/clusters/:cluster/namespaces/refresh', async (req, res) => {
    const { cluster } = req.params;
    const list = await auditedReader(
      context,
      req,
      {
        eventId: 'namespace-refresh',
        severityLevel: 'medium',
        meta: { cluster },
      },
      credentials => clusters.refreshNamespaces(cluster, credentials),
    );
    res.json(list);
  });
}
