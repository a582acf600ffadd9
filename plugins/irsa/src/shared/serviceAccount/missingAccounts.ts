import {
  formatServiceAccountRef,
  type IamServiceAccount,
  parseServiceAccountAnnotation,
  SERVICE_ACCOUNT_ANNOTATION,
} from '@backstage-irsa/core/model';
import type { Entity } from '@backstage/catalog-model';

/** References of the entity's annotation that the backend knows nothing about, and parts that are no reference. */
export interface MissingAccounts {
  unread: string[];
  invalid: string[];
}

/** What the entity names and the answer lacks. */
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
