import type { Access } from '../state/calls';
import type { World } from '../state/world';
import type { Caller } from './access/caller';

/** The context of any operation, in addition to its input. */
export interface PublicContext {
  world: World;
  now: Date;
}

/** The context of an operation with a signed request, in addition to its input. */
export interface OperationContext extends PublicContext {
  caller: Caller;
  /** The region that the request was signed for. */
  region: string;
  /** The accesses that were checked so far, for the call log. */
  accesses?: Access[];
}
