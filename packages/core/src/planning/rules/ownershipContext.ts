import type { Violation } from '../../model/types';
import type { Observed } from '../../model/observed';
import type { Desired } from '../types';
import type { OwnershipRecords } from '../ownership/ownershipRecords';

/** What ownership is decided from. `recorded` holds ARNs and ServiceAccounts that we made. */
export interface OwnershipContext {
  desired: Desired;
  observed: Observed;
  recorded: ReadonlySet<string>;
  ownership: OwnershipRecords;
  now: Date;
}

/** An object that this product did not create. */
export function notManagedByBackstage(message: string): Violation {
  return { field: 'name', rule: 'not-managed-by-backstage', message };
}
