import type { NamedPolicy } from '../document/types';

/**
 * The statement that a risk comes from.
 *
 * @public
 */
export interface RiskEvidence {
  policy: string;
  /** Index in the document, from 0. */
  statement: number;
}

/**
 * Power that a principal has and that an attacker would want.
 *
 * @public
 */
export interface Risk {
  id: string;
  severity: 'low' | 'medium' | 'high';
  /** In plain words. */
  message: string;
  evidence: RiskEvidence[];
}

/**
 * What `findRisks` takes beside the policies.
 *
 * @public
 */
export interface RiskOptions {
  permissionsBoundary?: NamedPolicy;
}
