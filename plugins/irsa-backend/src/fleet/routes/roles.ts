import type { Router } from 'express';
import type { Fleet } from '../Fleet';
import type { FleetRoles } from '../FleetRoles';
import { audited, auditedForPlugins, type Doors } from '../../audit/doors';
import { fleetQuery } from './fleetQuery';

/** `/v1/roles`: the roles of the fleet, and what one of them could do. */
export function addRoleRoutes(
  router: Router,
  doors: Doors,
  { fleet, fleetRoles }: { fleet: Fleet; fleetRoles: FleetRoles },
): void {
  router.get('/v1/roles', async (req, res) => {
    const list = await auditedForPlugins(
      doors,
      req,
      { eventId: 'role-fetch', meta: { queryType: 'all' } },
      async credentials => fleet.roles(fleetQuery(req), credentials),
    );
    res.json(list);
  });

  router.get('/v1/roles/:id', async (req, res) => {
    const { id } = req.params;
    const role = await audited(
      doors,
      req,
      { eventId: 'role-fetch', meta: { queryType: 'by-id', id } },
      credentials => fleetRoles.get(id, credentials),
    );
    res.json(role);
  });
}
