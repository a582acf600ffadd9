import type { Access } from '../state/calls';
import type { World } from '../state/world';
import type { Caller } from './access/caller';

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
