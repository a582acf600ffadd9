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
  /**
   * All that the risk consists of. Actions that can be used on all resources, such as `ssm:GetParameter`, and otherwise actions with their resources,
   * such as `sqs:* on arn:aws:sqs:*:*:orders`. Each further line of a text is a condition or an exception. Absent if the risk cannot grow.
   */
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
