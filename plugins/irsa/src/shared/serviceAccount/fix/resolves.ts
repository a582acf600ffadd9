import type { Link, PlanStep, StepTarget } from '@backstage-irsa/core/model';

/** The links whose faults a change of such an object can resolve. No plan changes workloads. */
const LINKS: Record<StepTarget['kind'], readonly Link[]> = {
  'oidc-provider': ['oidc-provider', 'trust-policy'],
  policy: ['permissions'],
  role: ['role', 'trust-policy', 'permissions'],
  'role-policy-attachment': ['permissions'],
  'pod-identity-association': ['service-account', 'trust-policy'],
  namespace: ['service-account'],
  'service-account': ['service-account', 'role'],
};

/** Nothing is allowed or denied by them alone. */
const isOfTags = ({ id }: PlanStep) => /(^|-)(un)?tags?$/.test(id);

/** Whether steps change what a fault of the link may come from. */
export function resolves(steps: readonly PlanStep[], link: Link): boolean {
  return steps.some(
    step => !isOfTags(step) && LINKS[step.target.kind].includes(link),
  );
}
