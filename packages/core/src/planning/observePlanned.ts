import { unknown } from '../model/observation';
import type { Grant } from '../model/types';
import type { ObservedAgent, ObservedAssociation } from '../model/observed';

/** The reason why an object is unknown that the purpose does not need. */
const NOT_READ = 'It is not read for this purpose.';

/** The parts of an observation that plans do not need. */
export const NOT_FOR_PLANS = {
  otherIssuers: unknown<never>(NOT_READ),
  buckets: unknown<never>(NOT_READ),
  permits: unknown<never>(NOT_READ),
  pods: unknown<never>(NOT_READ),
  similarPods: unknown<never>(NOT_READ),
  webhook: unknown<never>(NOT_READ),
};

/** The parts of an observation that a plan without EKS Pod Identity does not need. */
export const NOT_ASSOCIATED = {
  association: unknown<ObservedAssociation>(NOT_READ),
  podIdentityAgent: unknown<ObservedAgent>(NOT_READ),
};

/** The parts of an observation that only matter before objects are created. */
export const NOT_LIMITED = { quotas: unknown<never>(NOT_READ) };

/** The parts of an observation that checks do not need. */
export const NOT_FOR_CHECKS = { plannedPolicy: unknown<never>(NOT_READ) };

/** The objects to read for a plan. */
export interface PlannedObjects {
  /** The requested grants. The plan depends on the encryption of their resources. */
  grants: Grant[];
  roleName: string;
  roleArn: string;
  policyArn: string;
  wantedPolicyArns: string[];
  /** The pod role, if EKS Pod Identity needs one to assume a role of another account. */
  podRole?: { arn: string; boundaryArn?: string };
  /** Whether the plan involves EKS Pod Identity. */
  podIdentity: boolean;
}
