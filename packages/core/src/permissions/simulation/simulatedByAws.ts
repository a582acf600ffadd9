import type { Decision } from '@backstage-irsa/iam-policy';

/** The decision of AWS's policy simulator about one request. */
export interface SimulatedByAws {
  decision: Decision;
  /** Whether the organization's policies allow the request; absent if AWS does not say. */
  allowedByOrganizations?: boolean;
}
