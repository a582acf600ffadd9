import type { OperationContext } from '../operation';
import type { Access } from '../../state/calls';

/** A JSON value in an answer of EKS. Times are in seconds since 1970. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | JsonValue[]
  | { [key: string]: JsonValue };

/** The input of an operation: path parameters by name, query parameters, and the body, which is empty if none was sent. */
export interface EksInput {
  path: Record<string, string>;
  query: ReadonlyMap<string, string>;
  /** Returns all values of a query parameter that can occur several times. */
  queryList(name: string): string[];
  body: { [key: string]: JsonValue };
}

/** An operation of a service with the REST-JSON protocol, such as EKS or EKS Auth. Each file holds one, which the folder's `index.ts` lists. */
export interface EksOperation {
  name: string;
  write: boolean;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** The path template, such as `/clusters/{name}`. */
  path: string;
  /** Returns the accesses that the caller needs. Some operations need several. */
  access(input: EksInput, context: OperationContext): Access | Access[];
  /** The HTTP status of an authorization error, if it is not 403. */
  deniedStatus?: number;
  run(
    input: EksInput,
    context: OperationContext,
  ): JsonValue | Promise<JsonValue>;
}
