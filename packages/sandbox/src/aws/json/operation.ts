import type { Access } from '../../state/calls';
import type { AwsError } from '../protocol/error';
import type { JsonVersion } from '../protocol/json';
import type { OperationContext } from '../operation';
import type { JsonInput } from './fields';

/** What an operation may use beside its input. */
export interface JsonContext extends OperationContext {
  /** Where the request was sent, such as `http://127.0.0.1:4566`. */
  endpoint: string;
}

/** One operation of a service that speaks AWS JSON. A file holds one; it is listed in the service's `index.ts`. Both functions throw `AwsError`. */
export interface JsonOperation {
  /** As on the wire, such as `CreateQueue`. */
  name: string;
  /** Whether it can change state, for the call log. */
  write: boolean;
  /** Whether no other account may do it, whatever the policy of the resource says. */
  isOwnAccountOnly?: true;
  /** What the caller must be allowed to do. The policy of a resource that the sandbox has counts too. */
  access(input: JsonInput, context: JsonContext): Access | Access[];
  run(input: JsonInput, context: JsonContext): object;
}

/** A service that speaks AWS JSON. */
export interface JsonService {
  /** As signatures name it. */
  name: string;
  /** What targets begin with. */
  prefix: string;
  version: JsonVersion;
  operations: JsonOperation[];
  /** The refusal of what policies do not allow. */
  denied(text: string): AwsError;
  /** Codes of errors for clients that know the service by the query protocol, where they differ. */
  queryCodes?: Record<string, string>;
}
