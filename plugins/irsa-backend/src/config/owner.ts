import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { isEntityRef } from '@backstage-irsa/core/model';

/** Returns a full entity reference in lowercase. `key` names the setting in the error. */
export function readOwner(ref: string, key: string): string {
  if (!isEntityRef(ref)) {
    throw new Error(
      `${key} is "${ref}": write a full entity reference, such as group:default/payments.`,
    );
  }
  return stringifyEntityRef(parseEntityRef(ref));
}
