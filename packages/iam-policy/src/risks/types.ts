import type { NamedPolicy } from '../document/types';
import type { StatementRef } from '../effective/types';
import type { ActionCatalogue } from '../summary/types';

/**
 * What a principal can do, or lets others do, and an attacker would want.
 *
 * @public
 */
export interface Risk {
  id: string;
  severity: 'low' | 'medium' | 'high';
  /** In plain words. */
  message: string;
  /** The statements that make it up, across all policies. */
  evidence: StatementRef[];
  /** Where the danger is described. */
  references?: string[];
}

/**
 * What `findRisks` takes beside the identity policies.
 *
 * @public
 */
export interface RiskOptions {
  permissionsBoundary?: NamedPolicy;
  sessionPolicies?: NamedPolicy[];
  serviceControlPolicies?: NamedPolicy[][];
  resourceControlPolicies?: NamedPolicy[][];
  /** The trust policy of the role, for principals that everybody can be. */
  trustPolicy?: NamedPolicy;
  /** Policies of resources, for the same. */
  resourcePolicies?: NamedPolicy[];
  /** Tells which resources actions accept. */
  catalogue?: ActionCatalogue;
  /** The time that conditions on the current time are compared with; now when absent. */
  now?: Date;
}
