import type { HttpResponse } from '../../server/http';
import type { OperationContext } from '../operation';
import type { Access } from '../../state/calls';

/** The input of an S3 operation: the decoded path-style address, and the rest of the request. */
export interface S3Input {
  /** The bucket name; empty for the service itself. */
  bucket: string;
  /** The object key; empty for the bucket itself. */
  key: string;
  query: ReadonlyMap<string, string>;
  headers: ReadonlyMap<string, string>;
  /** The body. A chunked body is already decoded when the operation runs. */
  body: Buffer;
}

/** An operation of S3, which uses the REST-XML protocol. Each file holds one operation, which `index.ts` lists. */
export interface S3Operation {
  name: string;
  write: boolean;
  method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  /** The level that the operation works on. `account` is the S3 Control API. */
  level: 'service' | 'account' | 'bucket' | 'object';
  /** The query parameter that selects the operation among those with the same method and level, such as `location`. */
  subresource?: string;
  access(input: S3Input, context: OperationContext): Access;
  run(input: S3Input, context: OperationContext): HttpResponse;
}
