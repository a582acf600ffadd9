import type { Router } from 'express';
import {
  audited,
  type RouteContext,
} from '../../authorization/audit/routeContext';
import type { FleetFacets } from '../FleetFacets';
import type { FleetTableName } from '../store/fleetTables';
import { fleetFilter, several } from './fleetQuery';

/** `/v1/facets/:table` and `/v1/finding-groups`: the number of rows for each value of a facet, and of findings for each check. */
export function addFacetRoutes(
  router: Router,
  context: RouteContext,
  facets: FleetFacets,
): void {
  router.get('/v1/facets/:table', async (req, res) => {
    const table = req.params.table as FleetTableName;
    const counted = await audited(
      context,
      req,
      { eventId: 'fleet-fetch', meta: { table, queryType: 'facets' } },
      credentials =>
        facets.count(
          { table, facets: several(req, 'facets'), filter: fleetFilter(req) },
          credentials,
        ),
    );
    res.json(counted);
  });

  router.get('/v1/finding-groups', async (req, res) => {
    const groups = await audited(
      context,
      req,
      { eventId: 'finding-fetch', meta: { queryType: 'by-check' } },
      credentials => facets.findingGroups(fleetFilter(req), credentials),
    );
    res.json(groups);
  });
}
