import type { StatementRef } from '../effective/types';
import type { ActionCatalogue } from '../summary/types';

/**
 * A request that policies let through.
 *
 * @public
 */
export interface GrantedRequest {
  /** With prefix, such as `s3:GetObject`. */
  action: string;
  /** An ARN, or `*` for an action without a resource. */
  resource: string;
  /** The condition keys that it needs, with values. */
  context?: Record<string, string>;
}

/**
 * What a statement grants that a maximum does not.
 *
 * @public
 */
export interface Excess {
  ref: StatementRef;
  /**
   * `excess`: `evaluate` allows `request` by the policies and not by the maximum. `unknown`: it could not be shown to be within. `invalid`: the
   * document of `ref.policy`, which may be the maximum, is broken, so that nothing can be shown.
   */
  result: 'excess' | 'unknown' | 'invalid';
  /** With prefix; patterns where the catalogue knows none. */
  actions: string[];
  /** The patterns of the statement that reach beyond. */
  resources: string[];
  /** One that is beyond the maximum, where `result` is `unknown` perhaps. */
  request: GrantedRequest;
}

/**
 * Actions, and the statements that grant them.
 *
 * @public
 */
export interface GrantedActions {
  /** With prefix, such as `s3:GetObject`. */
  actions: string[];
  statements: StatementRef[];
}

/**
 * A service of which statements grant every action.
 *
 * @public
 */
export interface WholeService extends GrantedActions {
  /** The IAM prefix. */
  service: string;
}

/**
 * What comparisons need beside the policies.
 *
 * @public
 */
export interface CompareOptions {
  catalogue: ActionCatalogue;
}
