import type { Router } from 'express';
import type { Fleet } from '../Fleet';
import { audited, auditedForPlugins, type Doors } from '../../audit/doors';
import { fleetQuery } from './fleetQuery';

/** `/v1/fleet`: IAM service accounts and workloads of every cluster. */
export function addFleetRoutes(
  router: Router,
  doors: Doors,
  fleet: Fleet,
): void {
  router.get('/v1/fleet/service-accounts', async (req, res) => {
    const list = await auditedForPlugins(
      doors,
      req,
      { eventId: 'fleet-fetch', meta: { table: 'service-accounts' } },
      async credentials => fleet.serviceAccounts(fleetQuery(req), credentials),
    );
    res.json(list);
  });

  router.get('/v1/fleet/workloads', async (req, res) => {
    const list = await audited(
      doors,
      req,
      { eventId: 'fleet-fetch', meta: { table: 'workloads' } },
      async credentials => fleet.workloads(fleetQuery(req), credentials),
    );
    res.json(list);
  });
}
