import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Router } from 'express';
import {
  audited,
  auditedForPlugins,
  type RouteContext,
} from '../../authorization/audit/routeContext';
import type { Fleet } from '../Fleet';
import type { FleetQuery } from '../store/FleetStore';
import { fleetQuery } from './fleetQuery';

interface List {
  path: string;
  event: { eventId: string; meta: Record<string, string> };
  read(
    fleet: Fleet,
    query: FleetQuery,
    credentials: BackstageCredentials,
  ): Promise<object>;
  /** Whether other plugins, such as a search index, can read the list on their own behalf. */
  forPlugins?: boolean;
}

const LISTS: List[] = [
  {
    path: '/v1/fleet/service-accounts',
    event: { eventId: 'fleet-fetch', meta: { table: 'service-accounts' } },
    read: (fleet, ...asked) => fleet.serviceAccounts(...asked),
    forPlugins: true,
  },
  {
    path: '/v1/fleet/workloads',
    event: { eventId: 'fleet-fetch', meta: { table: 'workloads' } },
    read: (fleet, ...asked) => fleet.workloads(...asked),
  },
  {
    path: '/v1/findings',
    event: { eventId: 'finding-fetch', meta: { queryType: 'all' } },
    read: (fleet, ...asked) => fleet.findings(...asked),
    forPlugins: true,
  },
  {
    path: '/v1/roles',
    event: { eventId: 'role-fetch', meta: { queryType: 'all' } },
    read: (fleet, ...asked) => fleet.roles(...asked),
    forPlugins: true,
  },
  {
    path: '/v1/node-roles',
    event: { eventId: 'node-role-fetch', meta: { queryType: 'all' } },
    read: (fleet, ...asked) => fleet.nodeRoles(...asked),
  },
];

/** The lists of the fleet: IAM service accounts, workloads, findings, roles, and node roles of all clusters and accounts. */
export function addFleetRoutes(
  router: Router,
  context: RouteContext,
  fleet: Fleet,
): void {
  for (const { path, event, read, forPlugins } of LISTS) {
    const run = forPlugins ? auditedForPlugins : audited;
    router.get(path, async (req, res) => {
      const list = await run(context, req, event, async credentials =>
        read(fleet, fleetQuery(req), credentials),
      );
      res.json(list);
    });
  }
}
