import type { Router } from 'express';
import type { Fleet } from '../Fleet';
import type { FleetRoles } from '../FleetRoles';
import { audited, type Doors } from '../../audit/doors';
import { fleetQuery } from './fleetQuery';

/** `/v1/node-roles`: the roles of nodes, and the plan that takes their excess away. */
export function addNodeRoleRoutes(
  router: Router,
  doors: Doors,
  { fleet, fleetRoles }: { fleet: Fleet; fleetRoles: FleetRoles },
): void {
  router.get('/v1/node-roles', async (req, res) => {
    const list = await audited(
      doors,
      req,
      { eventId: 'node-role-fetch', meta: { queryType: 'all' } },
      async credentials => fleet.nodeRoles(fleetQuery(req), credentials),
    );
    res.json(list);
  });

  router.get('/v1/node-roles/:id', async (req, res) => {
    const { id } = req.params;
    const nodeRole = await audited(
      doors,
      req,
      { eventId: 'node-role-fetch', meta: { queryType: 'by-id', id } },
      credentials => fleetRoles.getNodeRole(id, credentials),
    );
    res.json(nodeRole);
  });
}
