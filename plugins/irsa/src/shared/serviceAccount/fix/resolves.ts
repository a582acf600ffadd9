import type { Link, PlanStep, StepTarget } from '@backstage-irsa/core/model';

/** For each kind of object, the links whose faults a change of such an object can resolve. No plan changes workloads. */
const LINKS: Record<StepTarget['kind'], readonly Link[]> = {
  'oidc-provider': ['oidc-provider', 'trust-policy'],
  policy: ['permissions'],
  role: ['role', 'trust-policy', 'permissions'],
  'role-policy-attachment': ['permissions'],
  'pod-identity-association': ['service-account', 'trust-policy'],
  namespace: ['service-account'],
  'service-account': ['service-account', 'role'],
};

/** Whether a step changes only tags. Tags alone neither allow nor deny anything. */
const isOfTags = ({ id }: PlanStep) => /(^|-)(un)?tags?$/.test(id);

/** Checks whether any of the steps changes an object that can cause a fault of the link. */
export function resolves(steps: readonly PlanStep[], link: Link): boolean {
  return steps.some(
    step => !isOfTags(step) && LINKS[step.target.kind].includes(link),
  );
}
