import type { Decision } from '@backstage-irsa/iam-policy';

/** What AWS's own engine decides about one request. */
export interface SimulatedByAws {
  decision: Decision;
  /** Whether policies of the organization allow it; absent when AWS does not say. */
  allowedByOrganizations?: boolean;
}
