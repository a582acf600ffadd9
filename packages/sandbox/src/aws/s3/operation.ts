import type { HttpResponse } from '../../server/http';
import type { OperationContext } from '../operation';
import type { Access } from '../../state/calls';

/** What an S3 request is about: the path-style address, decoded, and the rest of the request. */
export interface S3Input {
  /** Empty for the service itself. */
  bucket: string;
  /** Empty for the bucket itself. */
  key: string;
  query: ReadonlyMap<string, string>;
  headers: ReadonlyMap<string, string>;
  /** Decoded when it came in chunks. */
  body: Buffer;
}

/** One operation of S3, which speaks REST with XML. A file holds one; it is listed in `index.ts`. */
export interface S3Operation {
  name: string;
  write: boolean;
  method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  /** `account` is the S3 Control API. */
  level: 'service' | 'account' | 'bucket' | 'object';
  /** The query parameter that selects the operation among those of its method and level, such as `location`. */
  subresource?: string;
  access(input: S3Input, context: OperationContext): Access;
  run(input: S3Input, context: OperationContext): HttpResponse;
}
