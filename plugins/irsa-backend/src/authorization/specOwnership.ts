import { NotAllowedError } from '@backstage/errors';
import type {
  IamServiceAccount,
  IamServiceAccountSpec,
  Violation,
} from '@backstage-irsa/core/model';
import { normalizeRef } from './entityRefs';

/** Who a spec belongs to. */
export interface Ownership {
  /** Full reference in lower case; undefined when the spec names none. */
  entityRef?: string;
  /** Absent while the entity is not in the catalog. */
  entityUid?: string;
  /** The recorded owner, or who is to be recorded: a group of the caller; undefined with a violation. */
  owner?: string;
  /** An administrator asks to adopt, who may also recover what lost its record. */
  isAdministrator?: boolean;
  violations: Violation[];
}

/** Who is to own what an entity asks for that is not in the catalog yet: a group of the caller, which the spec names. */
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
  // An owner in the wrong form is a violation that the check of the spec names.
  if (owner === undefined) return { entityRef, violations: [] };
  if (!own.includes(owner)) {
    throw new NotAllowedError(
      `You are not a member of ${owner}, so you cannot request AWS access for it.`,
    );
  }
  return { entityRef, owner, violations: [] };
}

/** Whose an IAM service account is recorded to be. Only plans that are shown go by that alone. */
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
