import {
  formatServiceAccountRef,
  type IamServiceAccount,
  parseServiceAccountAnnotation,
  SERVICE_ACCOUNT_ANNOTATION,
} from '@backstage-irsa/core/model';
import type { Entity } from '@backstage/catalog-model';

/** The references of the entity's annotation that the backend does not know, and the parts that are not valid references. */
export interface MissingAccounts {
  unread: string[];
  invalid: string[];
}

/** Returns the annotation's references that are missing from `accounts` or invalid. */
export function missingAccounts(
  entity: Entity,
  accounts: readonly IamServiceAccount[],
): MissingAccounts {
  const { refs, invalid } = parseServiceAccountAnnotation(
    entity.metadata.annotations?.[SERVICE_ACCOUNT_ANNOTATION] ?? '',
  );
  const known = new Set(accounts.map(formatServiceAccountRef));
  return {
    unread: refs.map(formatServiceAccountRef).filter(ref => !known.has(ref)),
    invalid,
  };
}
