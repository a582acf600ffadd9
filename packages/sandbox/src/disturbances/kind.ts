import type { AwsError } from '../aws/protocol/error';
import type { RequestInfo } from '../kubernetes/server/requestInfo';
import type { StatusError } from '../kubernetes/status';

/** Where a connection breaks once the work is done: before the answer, or in the middle of it. */
export type Breakage = 'before-answer' | 'in-answer';

/** One way of disturbing a call. What it does not say of AWS, or of clusters, leaves calls to them as they are. */
export interface Kind {
  /** How a service of AWS refuses the call, before any work. */
  aws?(service: string): AwsError | undefined;
  /** How a cluster refuses the call, before any work. */
  kubernetes?(request: RequestInfo): StatusError | undefined;
  breaks?: Breakage;
}
