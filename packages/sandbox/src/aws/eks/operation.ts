import type { OperationContext } from '../operation';
import type { Access } from '../../state/calls';

/** What EKS answers, as JSON. Times are seconds since 1970. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | JsonValue[]
  | { [key: string]: JsonValue };

/** What an operation is asked: parts of the path by name, the query, and the body, empty when none was sent. */
export interface EksInput {
  path: Record<string, string>;
  query: ReadonlyMap<string, string>;
  /** All values of a parameter that may be given several times. */
  queryList(name: string): string[];
  body: { [key: string]: JsonValue };
}

/** One operation of EKS or EKS Auth, which speak REST with JSON. A file holds one; it is listed in its folder's `index.ts`. */
export interface EksOperation {
  name: string;
  write: boolean;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Such as `/clusters/{name}`. */
  path: string;
  /** What the caller must be allowed to do; some operations need several things. */
  access(input: EksInput, context: OperationContext): Access | Access[];
  /** Status of a refusal by policies, where it is not 403. */
  deniedStatus?: number;
  run(
    input: EksInput,
    context: OperationContext,
  ): JsonValue | Promise<JsonValue>;
}
