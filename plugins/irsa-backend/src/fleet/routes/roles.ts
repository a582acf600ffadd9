import type { Router } from 'express';
import {
  audited,
  type RouteContext,
} from '../../authorization/audit/routeContext';
import type { FleetRoles } from '../FleetRoles';

/** `/v1/roles/:id` and `/v1/node-roles/:id`: one role or node role of the fleet. */
export function addRoleRoutes(
  router: Router,
  context: RouteContext,
  roles: FleetRoles,
): void {
  router.get('/v1/roles/:id', async (req, res) => {
    const { id } = req.params;
    const role = await audited(
      context,
      req,
      { eventId: 'role-fetch', meta: { queryType: 'by-id', id } },
      credentials => roles.get(id, credentials),
    );
    res.json(role);
  });

  router.get('/v1/node-roles/:id', async (req, res) => {
    const { id } = req.params;
    const nodeRole = await audited(
      context,
      req,
      { eventId: 'node-role-fetch', meta: { queryType: 'by-id', id } },
      credentials => roles.getNodeRole(id, credentials),
    );
    res.json(nodeRole);
  });
}
