import { InputError } from '@backstage/errors';
import type { Request } from 'express';
import type { FleetQuery } from '../store/FleetStore';
import type { FleetFilter } from '../store/tables';
import { single } from '../../authorization/audit/routeContext';

const DEFAULT_LIMIT = 50;

/** The filter of a list of the fleet, as its query says. Which parameters a list has is the OpenAPI document's to decide. */
export function fleetFilter(req: Request): FleetFilter {
  const read = (name: string) => {
    const value = single(req, name);
    if (value?.includes('\0')) {
      throw new InputError(`${name}: It holds a NUL character.`);
    }
    return value;
  };
  const unused = read('unused');
  return {
    q: read('q')?.trim() || undefined,
    cluster: read('cluster'),
    namespace: read('namespace'),
    account: read('account'),
    owner: read('owner'),
    status: read('status'),
    mechanism: read('mechanism'),
    entity: read('entity'),
    identitySource: read('identitySource'),
    severity: read('severity'),
    check: read('check'),
    state: read('state'),
    subjectKind: read('subjectKind'),
    subjectId: read('subjectId'),
    serviceAccountId: read('serviceAccountId'),
    use: read('use'),
    managedBy: read('managedBy'),
    unused: unused === undefined ? undefined : unused === 'true',
  };
}

/** The whole query of such a list. */
export function fleetQuery(req: Request): FleetQuery {
  return {
    filter: fleetFilter(req),
    sort: single(req, 'sort'),
    order: single(req, 'order') as FleetQuery['order'],
    cursor: single(req, 'cursor'),
    limit: Number(single(req, 'limit') ?? DEFAULT_LIMIT),
  };
}
