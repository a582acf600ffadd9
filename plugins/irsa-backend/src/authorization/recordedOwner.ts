import type { Violation } from '@backstage-irsa/core/model';
import { normalizeRef } from './entityRefs';

/**
 * Chooses the owner to record for a new IAM service account: a group of the caller that may use the namespace. Prefers the entity's owner, then the
 * group that the request names. If there is none, returns the entity's owner, so that the check of the namespace rules can name it.
 *
 * @param holders - the caller's groups that may use the namespace
 * @param entityOwner - the owner of the entity in the catalog; the caller is a member
 * @param asked - `owner` of the request
 */
export function chooseOwner(options: {
  holders: string[];
  entityOwner: string;
  asked?: string;
}): { owner?: string; violations: Violation[] } {
  const { holders, entityOwner, asked } = options;
  if (holders.length === 0 || holders.includes(entityOwner)) {
    return { owner: entityOwner, violations: [] };
  }
  const named = asked === undefined ? undefined : normalizeRef(asked);
  if (named !== undefined && holders.includes(named)) {
    return { owner: named, violations: [] };
  }
  if (holders.length === 1) return { owner: holders[0], violations: [] };
  return {
    violations: [
      {
        field: 'owner',
        rule: 'owner-required',
        message: `Several of your groups may use this namespace. Name the one that will own the access: ${holders.join(
          ', ',
        )}.`,
      },
    ],
  };
}
