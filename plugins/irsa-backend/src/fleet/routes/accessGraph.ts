import { InputError } from '@backstage/errors';
import type { Request, Router } from 'express';
import { normalizeRef } from '../../authorization/entityRefs';
import {
  audited,
  single,
  type RouteContext,
} from '../../authorization/audit/routeContext';
import type { AccessGraphs } from '../accessGraph/AccessGraphs';
import { fleetFilter } from './fleetQuery';

const SCOPES = [
  'serviceAccountId',
  'entityRef',
  'roleId',
  'cluster',
  'namespace',
];

/** `/v1/access-graph`: who reaches what through which ServiceAccounts and roles. */
export function addAccessGraphRoutes(
  router: Router,
  context: RouteContext,
  graphs: AccessGraphs,
): void {
  router.get('/v1/access-graph', async (req, res) => {
    const graph = await audited(
      context,
      req,
      { eventId: 'access-graph-fetch', meta: askedScope(req) },
      async credentials => {
        const { entityRef, ...filter } = fleetFilter(req);
        return graphs.get(
          { ...filter, entityRef: entityRef && readRef(entityRef) },
          credentials,
        );
      },
    );
    res.json(graph);
  });
}

/** Returns the scope from the query, for the audit log. */
function askedScope(req: Request): Record<string, string> {
  return Object.fromEntries(
    SCOPES.flatMap(name => {
      const value = single(req, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** Returns the normalized entity reference. @throws InputError */
function readRef(said: string): string {
  const entityRef = normalizeRef(said);
  if (entityRef === undefined) {
    throw new InputError(
      `Invalid \`entityRef\`: ${said} is not a valid entity reference, such as component:default/orders.`,
    );
  }
  return entityRef;
}
