import type { StatementRef } from '../effective/types';
import type { ActionCatalogue } from '../summary/types';

/**
 * A request that policies allow.
 *
 * @public
 */
export interface GrantedRequest {
  /** The action with service prefix, such as `s3:GetObject`. */
  action: string;
  /** An ARN, or `*` for an action without a resource. */
  resource: string;
  /** The condition keys that the request needs, with values. */
  context?: Record<string, string>;
}

/**
 * Permissions that a statement grants beyond a maximum.
 *
 * @public
 */
export interface Excess {
  ref: StatementRef;
  /**
   * `excess`: `evaluate` allows `request` with the policies but not with the maximum. `unknown`: the permissions could not be shown to be within
   * the maximum. `invalid`: the document of `ref.policy`, which can be the maximum, is broken, so that nothing can be shown.
   */
  result: 'excess' | 'unknown' | 'invalid';
  /** The actions with service prefix, or patterns that match no action of the catalogue. */
  actions: string[];
  /** The resource patterns of the statement that exceed the maximum. */
  resources: string[];
  /** A request beyond the maximum. If `result` is `unknown`, a request that is possibly beyond it. */
  request: GrantedRequest;
}

/**
 * Actions and the statements that grant them.
 *
 * @public
 */
export interface GrantedActions {
  /** The actions with service prefix, such as `s3:GetObject`. */
  actions: string[];
  statements: StatementRef[];
}

/**
 * A service of which statements grant every action, or nearly every action.
 *
 * @public
 */
export interface WholeService extends GrantedActions {
  /** The IAM service prefix. */
  service: string;
}

/**
 * The options of comparisons.
 *
 * @public
 */
export interface CompareOptions {
  catalogue: ActionCatalogue;
}
