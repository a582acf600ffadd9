import { unknown } from '../model/observation';
import type { Grant } from '../model/types';
import type { ObservedAgent, ObservedAssociation } from '../model/observed';

/** Why something is not known that nobody asked for. */
const NOT_READ = 'It is not read for this purpose.';

/** What plans do not depend on. */
export const NOT_FOR_PLANS = {
  otherIssuers: unknown<never>(NOT_READ),
  buckets: unknown<never>(NOT_READ),
  permits: unknown<never>(NOT_READ),
  pods: unknown<never>(NOT_READ),
  similarPods: unknown<never>(NOT_READ),
  webhook: unknown<never>(NOT_READ),
};

/** Where EKS Pod Identity has nothing to do with a plan. */
export const NOT_ASSOCIATED = {
  association: unknown<ObservedAssociation>(NOT_READ),
  podIdentityAgent: unknown<ObservedAgent>(NOT_READ),
};

/** What only counts before something is made. */
export const NOT_LIMITED = { quotas: unknown<never>(NOT_READ) };

/** What checks do not depend on. */
export const NOT_FOR_CHECKS = { plannedPolicy: unknown<never>(NOT_READ) };

/** What a plan is about. */
export interface PlannedObjects {
  /** What it asks for, whose encryption the plan depends on. */
  grants: Grant[];
  roleName: string;
  roleArn: string;
  policyArn: string;
  wantedPolicyArns: string[];
  /** Where EKS Pod Identity comes to the role by another. */
  podRole?: { arn: string; boundaryArn?: string };
  /** Whether EKS Pod Identity has to do with it. */
  podIdentity: boolean;
}
