import type { Access, OperationContext } from '../operation';

/** What EKS answers, as JSON. Times are seconds since 1970. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | JsonValue[]
  | { [key: string]: JsonValue };

/** What an operation of EKS is asked: parts of the path by name, the query, and the body, empty when none was sent. */
export interface EksInput {
  path: Record<string, string>;
  query: ReadonlyMap<string, string>;
  body: { [key: string]: JsonValue };
}

/** One operation of EKS, which speaks REST with JSON. A file holds one; it is listed in `index.ts`. */
export interface EksOperation {
  name: string;
  write: boolean;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Such as `/clusters/{name}`. */
  path: string;
  /** What the caller must be allowed to do; some operations need several things. */
  access(input: EksInput, context: OperationContext): Access | Access[];
  run(input: EksInput, context: OperationContext): JsonValue;
}
