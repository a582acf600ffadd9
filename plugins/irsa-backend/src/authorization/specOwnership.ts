import { NotAllowedError } from '@backstage/errors';
import type {
  IamServiceAccount,
  IamServiceAccountSpec,
  Violation,
} from '@backstage-irsa/core/model';
import { normalizeRef } from './entityRefs';

/** The entity and the owner of a spec. */
export interface Ownership {
  /** The full reference in lowercase; undefined if the reference in the spec is invalid. */
  entityRef?: string;
  /** Absent while the entity is not in the catalog. */
  entityUid?: string;
  /** The recorded owner, or the group of the caller to record as owner; undefined with a violation. */
  owner?: string;
  /** Whether an administrator asks to adopt. They may also recover an IAM service account without a record. */
  isAdministrator?: boolean;
  /**
   * Whether to judge the spec as if its IAM service account did not exist, because the caller may neither use its namespace nor read it.
   * Otherwise, the answer would tell them that Backstage manages this ServiceAccount. Nothing is read or written for such a spec.
   */
  isUntold?: true;
  violations: Violation[];
}

/** Determines the owner for an entity that is not in the catalog yet: a group of the caller that the spec names. */
export function claimedOwnership(
  spec: IamServiceAccountSpec,
  entityRef: string,
  own: string[],
): Ownership {
  if (spec.owner === undefined) {
    return {
      entityRef,
      violations: [
        {
          field: 'owner',
          rule: 'owner-required',
          message: `${entityRef} is not in the catalog yet. Name the group that will own it.`,
        },
      ],
    };
  }
  const owner = normalizeRef(spec.owner);
  // The check of the spec reports an invalid owner reference as a violation.
  if (owner === undefined) return { entityRef, violations: [] };
  if (!own.includes(owner)) {
    throw new NotAllowedError(
      `You are not a member of ${owner}, so you cannot request AWS access for it.`,
    );
  }
  return { entityRef, owner, violations: [] };
}

/** Returns the recorded ownership of an IAM service account. It authorizes nothing: use it alone only for plans that are shown. */
export function recordedOwnership({
  entityRef,
  owner,
}: Pick<IamServiceAccount, 'entityRef' | 'owner'>): Ownership {
  return {
    entityRef: entityRef ?? undefined,
    owner: owner ?? undefined,
    violations: [],
  };
}
