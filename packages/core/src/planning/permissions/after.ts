import type { NamedPolicy, PolicyDocument } from '@backstage-irsa/iam-policy';
import { valueOf } from '../../model/observation';
import type { Observed } from '../../model/observed';
import type { Desired } from '../types';
import { mergedTrust } from '../trust/trust';
import type { Effect, PlannedStep } from '../types';
import { namedByArn, policiesBefore, type RolePolicies } from './before';

/** Returns the policies that the role has after the steps: the current policies with the effect of each step. */
export function policiesAfter(
  desired: Desired,
  observed: Observed,
  steps: PlannedStep[],
): RolePolicies {
  return steps.reduce(
    (policies, step) =>
      step.effect && isAbout(step, desired)
        ? withEffect(policies, step.effect, desired, observed)
        : policies,
    policiesBefore(observed),
  );
}

/** Checks whether a step is about the desired role. Steps about a role of the same name in another account do not count. */
export function isAbout(
  { target }: PlannedStep,
  { roleArn }: Desired,
): boolean {
  const isOfRole = target.kind.startsWith('role');
  return !isOfRole || target.name.split(' ')[0] === roleArn;
}

function withEffect(
  policies: RolePolicies,
  effect: Effect,
  desired: Desired,
  observed: Observed,
): RolePolicies {
  const { identityPolicies } = policies;
  const without = (name: string) =>
    identityPolicies.filter(policy => policy.name !== name);
  switch (effect.type) {
    case 'create-role':
      return withBoundary(
        { ...policies, trustPolicy: trustPolicy(effect.trust) },
        effect.boundaryArn,
        observed,
      );
    case 'update-trust-policy': {
      const present = valueOf(observed.role)?.trust.document;
      return {
        ...policies,
        trustPolicy: trustPolicy(mergedTrust(present, effect.entry)),
      };
    }
    case 'create-policy-version':
      return {
        ...policies,
        identityPolicies: identityPolicies.map(policy =>
          policy.name === effect.arn
            ? { name: effect.arn, document: effect.document }
            : policy,
        ),
      };
    case 'attach-role-policy':
      return {
        ...policies,
        identityPolicies: [
          ...without(effect.policyArn),
          ...attachedPolicy(effect.policyArn, desired, observed),
        ],
      };
    case 'detach-role-policy':
      return { ...policies, identityPolicies: without(effect.policyArn) };
    case 'put-role-policy':
      return {
        ...policies,
        identityPolicies: [
          ...without(effect.policyName),
          { name: effect.policyName, document: effect.document },
        ],
      };
    case 'delete-role-policy':
      return { ...policies, identityPolicies: without(effect.policyName) };
    case 'put-role-boundary':
      return withBoundary(policies, effect.boundaryArn, observed);
    case 'delete-role-boundary':
      return { ...policies, permissionsBoundary: undefined };
    default:
      return policies;
  }
}

function trustPolicy(document: PolicyDocument): NamedPolicy {
  return { name: 'Trust policy', document };
}

function withBoundary(
  policies: RolePolicies,
  arn: string | undefined,
  { wantedPolicies = {} }: Observed,
): RolePolicies {
  if (arn === undefined) return policies;
  const [permissionsBoundary] = namedByArn(wantedPolicies[arn]);
  return { ...policies, permissionsBoundary };
}

/** Returns the policy of the grants as the plan writes it, or a managed policy as it is. */
function attachedPolicy(
  arn: string,
  { policyArn, policy }: Desired,
  { wantedPolicies = {} }: Observed,
): NamedPolicy[] {
  return arn === policyArn && policy
    ? [{ name: arn, document: policy }]
    : namedByArn(wantedPolicies[arn]);
}
