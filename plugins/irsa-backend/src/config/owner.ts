import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { isEntityRef } from '@backstage-irsa/core/model';

/** A full entity reference in lower case. `key` names the setting in the error. */
export function readOwner(ref: string, key: string): string {
  if (!isEntityRef(ref)) {
    throw new Error(
      `${key} is "${ref}": write a full entity reference, such as group:default/payments.`,
    );
  }
  return stringifyEntityRef(parseEntityRef(ref));
}
