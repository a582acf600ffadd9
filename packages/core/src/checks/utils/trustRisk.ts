import type { FaultId } from '../../model/faults';

/** A risk or a useless part in an Allow statement of a trust policy. */
export interface TrustRisk {
  /** The ID of the rule that found it, in kebab-case. */
  id: string;
  /** The effect of the statement, as text that follows its number. */
  text: string;
  /** The recommended action. */
  advice: string;
  fault?: FaultId;
  /** Whether somebody named the trusted principal, so that the statement can be as intended. */
  isDeliberate?: true;
  /** Whether the risk concerns the subject of this cluster's tokens, so that naming the ServiceAccount fixes it. */
  narrowable?: true;
  /** The OIDC providers of the statement whose issuers belong to no configured cluster. */
  deadProviders?: string[];
}
