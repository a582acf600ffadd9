import type { Access } from '../../state/calls';
import type { AwsError } from '../protocol/error';
import type { JsonVersion } from '../protocol/json';
import type { OperationContext } from '../operation';
import type { JsonInput } from './fields';

/** The context of an operation, in addition to its input. */
export interface JsonContext extends OperationContext {
  /** The URL that the request was sent to, such as `http://127.0.0.1:4566`. */
  endpoint: string;
}

/**
 * An operation of a service with the AWS JSON protocol. Each file holds one, which the service's `index.ts` lists. Both functions throw `AwsError`.
 */
export interface JsonOperation {
  /** The name on the wire, such as `CreateQueue`. */
  name: string;
  /** Whether the operation can change state, for the call log. */
  write: boolean;
  /** Whether AWS denies the operation to other accounts even if the resource policy allows it. */
  isOwnAccountOnly?: true;
  /** Returns the accesses that the caller needs. The policy of a resource in the sandbox is evaluated too. */
  access(input: JsonInput, context: JsonContext): Access | Access[];
  run(input: JsonInput, context: JsonContext): object;
}

/** A service with the AWS JSON protocol. */
export interface JsonService {
  /** The service name in signatures. */
  name: string;
  /** The prefix of `X-Amz-Target`. */
  prefix: string;
  version: JsonVersion;
  operations: JsonOperation[];
  /** Returns the error for an access that policies do not allow. */
  denied(text: string): AwsError;
  /** The namespace of the service's error types; absent if it sends only their names. */
  errorNamespace?: string;
  /** The error codes for clients of the query protocol, by error code, if they differ. */
  queryCodes?: Record<string, string>;
}
