import type { World } from '../state/world';
import type { Caller } from './access/caller';

/** What a request asks permission for. */
export interface Access {
  /** Such as `iam:CreateRole`. */
  action: string;
  /** ARN the action works on, or `*`. */
  resource: string;
  /** How AWS's refusal names the resource, where it is not the ARN. */
  shownResource?: string;
  /** Condition keys of the action, such as `iam:PolicyARN`; those of every request are added. */
  context?: Record<string, string | string[]>;
}

/** What any operation may use beside its input. */
export interface PublicContext {
  world: World;
  now: Date;
}

/** What an operation of a signed request may use beside its input. */
export interface OperationContext extends PublicContext {
  caller: Caller;
  /** The region that the request was signed for. */
  region: string;
  /** What the caller's policies were asked about so far, for the call log. */
  accesses?: Access[];
}
