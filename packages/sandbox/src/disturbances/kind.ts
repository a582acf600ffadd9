import type { AwsError } from '../aws/protocol/error';
import type { RequestInfo } from '../kubernetes/server/requestInfo';
import type { StatusError } from '../kubernetes/status';

/** Where a connection breaks after the work is done: before the response, or in the middle of it. */
export type Breakage = 'before-answer' | 'in-answer';

/** One way to disturb a call. Without `aws` or `kubernetes`, those calls are not refused. */
export interface Kind {
  /** Returns the error with which an AWS service refuses the call, before any work. */
  aws?(service: string): AwsError | undefined;
  /** Returns the error with which a cluster refuses the call, before any work. */
  kubernetes?(request: RequestInfo): StatusError | undefined;
  breaks?: Breakage;
}
