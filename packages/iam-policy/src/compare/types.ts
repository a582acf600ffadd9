import type { StatementRef } from '../effective/types';
import type { ActionCatalogue } from '../summary/types';

/**
 * One action that a statement grants.
 *
 * @public
 */
export interface ExpandedAction {
  /** With prefix, such as `s3:GetObject`. */
  action: string;
  /** Whether the statement grants it on every resource, or on every one of a type, although the action could be limited to some. */
  everyResource: boolean;
}

/**
 * An Allow statement with its patterns written out.
 *
 * @public
 */
export interface ExpandedStatement {
  ref: StatementRef;
  /** Those in the catalogue. */
  actions: ExpandedAction[];
  /** Services of which it grants every action, by prefix. */
  wholeServices: string[];
  /** Patterns of `Action` that match nothing in the catalogue. */
  unknownActions: string[];
  /** Whether it grants the action, or an action that the pattern may stand for. Takes any letter case. */
  mayGrant(pattern: string): boolean;
}

/**
 * What a statement grants that a maximum does not.
 *
 * @public
 */
export interface Excess {
  ref: StatementRef;
  /** With prefix; patterns where the catalogue knows none. */
  actions: string[];
  resources: string[];
}

/**
 * What comparisons need beside the policies.
 *
 * @public
 */
export interface CompareOptions {
  catalogue: ActionCatalogue;
}
