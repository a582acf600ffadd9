import type { Blocker } from '@backstage-irsa/iam-policy';

/**
 * Returns the blockers without what a resource policy says about others. The caller chooses the resource, which can belong to anyone, so the answer
 * discloses only whether the resource policy admits the caller's role and which statement denies it. If the role's own policies allow the call, the
 * answer also discloses the conditions of a statement that would allow it. It discloses nothing of a key policy: services accept any key for a
 * resource, so anyone who configures one could read all key policies.
 */
export function withheld(blockers: Blocker[], isKey = false): Blocker[] {
  const isUse = !blockers.some(({ layer }) => layer === 'identity');
  const told = blockers.map((blocker): Blocker => {
    const { layer, cause, policy, statement, sid, isAlternative } = blocker;
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
      ...(isAlternative && { isAlternative }),
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
