import type { Router } from 'express';
import {
  audited,
  type RouteContext,
} from '../../authorization/audit/routeContext';
import type { DiscoveryReports } from '../discovery/DiscoveryReports';

/** `/v1/discovery` and `/v1/clusters/…/setup`: where clusters come from, and what each still lacks. */
export function addDiscoveryRoutes(
  router: Router,
  context: RouteContext,
  reports: DiscoveryReports,
): void {
  router.get('/v1/discovery', async (req, res) => {
    const list = await audited(
      context,
      req,
      { eventId: 'discovery-fetch' },
      credentials => reports.places(credentials),
    );
    res.json(list);
  });

  router.post('/v1/discovery', async (req, res) => {
    const list = await audited(
      context,
      req,
      { eventId: 'discovery-start', severityLevel: 'medium' },
      credentials => reports.start(credentials),
    );
    res.status(202).json(list);
  });

  router.get('/v1/clusters/:cluster/setup', async (req, res) => {
    const { cluster } = req.params;
    const setup = await audited(
      context,
      req,
      { eventId: 'cluster-fetch', meta: { queryType: 'setup', cluster } },
      credentials => reports.setup(cluster, credentials),
    );
    res.json(setup);
  });
}
