import type { Violation } from '@backstage-irsa/core/model';
import { normalizeRef } from './entityRefs';

/**
 * Chooses the owner to record for a new IAM service account among the holders: the entity's owner, else the group that the request names, else the
 * only holder. Several holders without a choice are a violation. Without holders, returns the entity's owner, so that the namespace rules name it.
 *
 * @param holders - the entity's owner and the caller's groups, as far as they may use the namespace
 * @param entityOwner - the owner of the entity in the catalog; the caller is a member, or an administrator who adopts
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
