import type { HttpRequest, HttpResponse } from '../../server/http';
import type { OperationContext } from '../operation';
import { parsePairs } from '../protocol/encoding';
import { AwsError } from '../protocol/error';
import { elements } from '../protocol/xml';
import {
  ChunkSignatureError,
  decodeChunks,
  MalformedChunksError,
} from '../signature/chunks';
import { SignatureError, type SignedRequest } from '../access/authenticate';
import { requireS3Access } from './access';
import { accessDenied, OtherRegionError, s3SignatureError } from './errors';
import { s3 } from './index';
import type { S3Input, S3Operation } from './operation';

export interface S3Match {
  operation: S3Operation;
  input: S3Input;
}

/** The query parameters that never select an operation. */
const PLAIN_PARAMETERS = new Set([
  'x-id',
  'prefix',
  'delimiter',
  'max-keys',
  'max-buckets',
  'continuation-token',
  'start-after',
  'encoding-type',
  'fetch-owner',
  'bucket-region',
]);

/** Matches the paths of the S3 Control API, which shares the port. A bucket named `v20180820` cannot use these paths. */
const CONTROL_PATH = /^\/v20180820\/configuration\/(\w+)$/;

/** Returns the operation for a method, path, and query string. Throws `NotImplemented`. */
export function findS3Operation(request: HttpRequest): S3Match {
  const [, bucket, key] =
    /^\/([^/]*)(?:\/(.*))?$/s.exec(decodePath(request.path)) ?? [];
  const query = new Map(parsePairs(request.query, false));
  const input: S3Input = {
    bucket: bucket ?? '',
    key: key ?? '',
    query,
    headers: request.headers,
    body: request.body,
  };
  const [, ofAccount] = CONTROL_PATH.exec(request.path) ?? [];
  const level = ofAccount === undefined ? levelOf(input) : 'account';
  const subresources =
    ofAccount === undefined
      ? [...query.keys()].filter(
          name => !PLAIN_PARAMETERS.has(name) && !/^X-Amz-/i.test(name),
        )
      : [ofAccount];
  const operation = s3.find(
    candidate =>
      candidate.method === request.method &&
      candidate.level === level &&
      (candidate.subresource === undefined
        ? subresources.length === 0
        : subresources.includes(candidate.subresource)),
  );
  if (!operation) {
    throw new AwsError(
      'NotImplemented',
      501,
      `The sandbox has no S3 operation for ${request.method} on the ${level}${
        subresources.length > 0 ? ` with ${subresources.join(', ')}` : ''
      }`,
    );
  }
  return { operation, input };
}

function levelOf({ bucket, key }: S3Input): S3Operation['level'] {
  if (bucket === '') {
    return 'service';
  }
  return key === '' ? 'bucket' : 'object';
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new AwsError('InvalidURI', 400, "Couldn't parse the specified URI.");
  }
}

/** Decodes the body, authorizes the operation, and runs it. Throws `AwsError`. */
export function runS3(
  { operation, input }: S3Match,
  signed: SignedRequest,
  context: OperationContext,
): HttpResponse {
  const body = decodeBody(input, signed);
  if (operation.name !== 'CreateBucket') requireOwnRegion(input, context);
  requireExpectedOwner(input, context);
  requireS3Access(context, operation.access(input, context));
  return operation.run({ ...input, body }, context);
}

/**
 * Throws an error unless the bucket is in the region of the request. The location of a bucket can be requested in any region.
 *
 * Source: "Request redirection and the REST API" and "Error responses" (PermanentRedirect), Amazon S3 User Guide and API Reference.
 */
function requireOwnRegion(
  { bucket, query }: S3Input,
  { region, world }: OperationContext,
): void {
  const own = world.buckets.get(bucket)?.region ?? region;
  if (own !== region && !query.has('location')) {
    throw new OtherRegionError(own);
  }
}

/**
 * Throws `AccessDenied` if the bucket's owner is not the expected account. Source: "Verifying bucket ownership with bucket owner condition", Amazon
 * S3 User Guide.
 */
function requireExpectedOwner(
  { bucket, headers }: S3Input,
  { world }: OperationContext,
): void {
  const expected = headers.get('x-amz-expected-bucket-owner');
  const owner = world.buckets.get(bucket)?.accountId;
  if (expected !== undefined && owner !== undefined && expected !== owner) {
    throw accessDenied();
  }
}

function decodeBody(input: S3Input, signed: SignedRequest): Buffer {
  const coding = input.headers.get('x-amz-content-sha256') ?? '';
  if (!coding.startsWith('STREAMING-')) {
    return input.body;
  }
  try {
    return decodeChunks(input.body, {
      sent: signed.signature,
      secret: signed.secret,
      signed: coding.startsWith('STREAMING-AWS4-HMAC-SHA256-PAYLOAD'),
    }).body;
  } catch (error) {
    if (error instanceof ChunkSignatureError) {
      throw s3SignatureError(new SignatureError('mismatch'));
    }
    if (error instanceof MalformedChunksError) {
      throw new AwsError('IncompleteBody', 400, error.message);
    }
    throw error;
  }
}

export function s3Error(
  requestId: string,
  resource: string,
  error: AwsError,
): HttpResponse {
  const { code, status, message } = error;
  return {
    status,
    headers: {
      'content-type': 'application/xml',
      'x-amz-request-id': requestId,
      ...(error instanceof OtherRegionError && {
        'x-amz-bucket-region': error.region,
      }),
    },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${elements(
      {
        Code: code,
        Message: message,
        Resource: resource,
        RequestId: requestId,
      },
      'flat',
    )}</Error>`,
  };
}
