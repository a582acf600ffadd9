import type { Violation } from '../../model/types';
import type { Observed } from '../../model/observed';
import type { Desired } from '../types';
import type { OwnershipRecords } from '../ownership/ownershipRecords';

/** The facts that decide ownership. `recorded` contains the records of what Backstage created or adopted. */
export interface OwnershipContext {
  desired: Desired;
  observed: Observed;
  recorded: ReadonlySet<string>;
  ownership: OwnershipRecords;
  now: Date;
}

/** Returns the violation for an object that Backstage does not manage. */
export function notManagedByBackstage(message: string): Violation {
  return { field: 'name', rule: 'not-managed-by-backstage', message };
}
