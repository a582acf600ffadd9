import type { NamedPolicy } from '../document/types';
import type { StatementRef } from '../effective/types';
import type { WorkBudget } from '../match/budget';
import type { ActionCatalogue } from '../summary/types';

/**
 * A capability that a principal has, or gives to others, and that is useful to an attacker.
 *
 * @public
 */
export interface Risk {
  id: string;
  severity: 'low' | 'medium' | 'high';
  /** A plain-language description. */
  message: string;
  /** The statements that cause the risk, across all policies. */
  evidence: StatementRef[];
  /** The services or actions that the risk consists of, such as `sqs:*`, completely. It grows if the access grows. Absent if there is only one. */
  extent?: string[];
  /** The URLs of pages that describe the risk. */
  references?: string[];
}

/**
 * The options of `findRisks`.
 *
 * @public
 */
export interface RiskOptions {
  permissionsBoundary?: NamedPolicy;
  sessionPolicies?: NamedPolicy[];
  serviceControlPolicies?: NamedPolicy[][];
  resourceControlPolicies?: NamedPolicy[][];
  /** The trust policy of the role, which is checked for principals that are too broad. */
  trustPolicy?: NamedPolicy;
  /** Resource policies, which are checked for the same. */
  resourcePolicies?: NamedPolicy[];
  /** The catalogue of the resource types that actions accept. */
  catalogue?: ActionCatalogue;
  /**
   * Whether the author of the policies also chooses the name and tags of the principal. Then a Deny that exempts principals by these does not lower a
   * severity.
   */
  choosesPrincipal?: boolean;
  /** The time for evaluating conditions on the current time; by default, now. */
  now?: Date;
  /** The work limit; by default, a fraction of a second. */
  budget?: WorkBudget;
}
