import { InputError } from '@backstage/errors';
import type { Request } from 'express';
import type { FleetQuery } from '../store/FleetStore';
import { FACETS, type FleetFilter } from '../store/tables';
import { single } from '../../authorization/audit/routeContext';

const DEFAULT_LIMIT = 50;

/** Returns the filter of a fleet list from the query. The OpenAPI document decides which parameters each list has. */
export function fleetFilter(req: Request): FleetFilter {
  const read = (name: string) => {
    const value = single(req, name);
    refuseNul(name, value);
    return value;
  };
  return {
    ...Object.fromEntries(
      FACETS.map(name => [name, several(req, name)] as const),
    ),
    q: read('q')?.trim() || undefined,
    state: read('state'),
    subjectId: read('subjectId'),
    serviceAccountId: read('serviceAccountId'),
    roleId: read('roleId'),
    workloadId: read('workloadId'),
    entityRef: read('entityRef'),
  };
}

/** Returns the values of a parameter that accepts several; undefined if there are none. */
export function several(req: Request, name: string): string[] | undefined {
  const value = req.query[name];
  if (value === undefined) return undefined;
  const values = [value].flat().map(one => String(one));
  values.forEach(one => refuseNul(name, one));
  return values;
}

function refuseNul(name: string, value: string | undefined): void {
  if (value?.includes('\0')) {
    throw new InputError(`${name}: It contains a NUL character. Remove it.`);
  }
}

/** Returns the whole query of a fleet list. */
export function fleetQuery(req: Request): FleetQuery {
  return {
    filter: fleetFilter(req),
    sort: single(req, 'sort'),
    order: single(req, 'order') as FleetQuery['order'],
    cursor: single(req, 'cursor'),
    limit: Number(single(req, 'limit') ?? DEFAULT_LIMIT),
  };
}
