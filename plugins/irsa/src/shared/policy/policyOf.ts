import type { PolicyText, StatementRef } from '@backstage-irsa/core/model';

const KINDS: Partial<
  Record<NonNullable<StatementRef['layer']>, PolicyText['kind'][]>
> = {
  identity: ['managed', 'inline'],
  'permissions-boundary': ['permissions-boundary'],
  session: ['session'],
  trust: ['trust'],
};

/**
 * Returns the policy that a statement belongs to, by name or ARN. If a managed policy is also the permissions boundary, the layer decides. Undefined
 * for policies that are not the role's own, such as SCPs.
 */
export function policyOf(
  policies: readonly PolicyText[],
  ref: StatementRef,
): PolicyText | undefined {
  const kinds = ref.layer === undefined ? undefined : KINDS[ref.layer] ?? [];
  return policies.find(
    ({ name, arn, kind }) =>
      (name === ref.policy || arn === ref.policy) &&
      (!kinds || kinds.includes(kind)),
  );
}
