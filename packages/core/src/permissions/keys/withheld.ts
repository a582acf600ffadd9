import type { Blocker } from '@backstage-irsa/iam-policy';

/**
 * Blockers without what the policy of a resource says of others. The caller names the resource, which may be anybody's: of its policy they are told
 * whether it lets in their role, and which statement denies it; the conditions of a statement that would allow it only where the role's own policies
 * allow it. Of a key's policy nothing is told: services take any key for a resource, so that anyone who configures one would read all of them.
 */
export function withheld(blockers: Blocker[], isKey = false): Blocker[] {
  const isUse = !blockers.some(({ layer }) => layer === 'identity');
  const told = blockers.map((blocker): Blocker => {
    const { layer, cause, policy, statement, sid } = blocker;
    if (layer !== 'resource' || cause === 'no-policy') return blocker;
    const what = isKey ? 'key' : 'resource';
    if (cause === 'explicit-deny' && !isKey) {
      const label = sid === undefined ? '' : ` (${sid})`;
      return {
        ...{ layer, cause, policy, statement, sid },
        message: `Statement ${
          (statement ?? 0) + 1
        }${label} of the policy of the resource denies it.`,
      };
    }
    if (cause === 'unchangeable') return blocker;
    if (cause === 'condition' && isUse && !isKey) return blocker;
    return {
      layer,
      cause: cause === 'explicit-deny' ? cause : 'no-allow',
      message:
        cause === 'explicit-deny'
          ? `The policy of the ${what} denies it.`
          : `The policy of the ${what} does not allow it.`,
    };
  });
  return told.filter(
    ({ layer, message }, index) =>
      told.findIndex(
        other => other.layer === layer && other.message === message,
      ) === index,
  );
}
