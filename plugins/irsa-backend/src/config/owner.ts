import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';

/** A full entity reference in lower case. `key` names the setting in the error. */
export function readOwner(ref: string, key: string): string {
  try {
    return stringifyEntityRef(parseEntityRef(ref));
  } catch {
    throw new Error(
      `${key} is "${ref}": write a full entity reference, such as group:default/payments.`,
    );
  }
}
