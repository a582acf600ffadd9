import type { Router } from 'express';
import type { Fleet } from '../Fleet';
import {
  audited,
  auditedForPlugins,
  type RouteContext,
} from '../../authorization/audit/routeContext';

/** `/v1/scopes`: the clusters and accounts that are scanned, and requests to scan them. */
export function addScopeRoutes(
  router: Router,
  context: RouteContext,
  fleet: Fleet,
): void {
  router.get('/v1/scopes', async (req, res) => {
    const list = await auditedForPlugins(
      context,
      req,
      { eventId: 'scope-fetch' },
      credentials => fleet.scopes(credentials),
    );
    res.json(list);
  });

  router.post('/v1/scopes/:scope/scans', async (req, res) => {
    const { scope: id } = req.params;
    const scope = await audited(
      context,
      req,
      { eventId: 'scan-start', severityLevel: 'medium', meta: { id } },
      credentials => fleet.scan(id, credentials),
    );
    res.status(202).json(scope);
  });
}
