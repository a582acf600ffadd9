import type { HttpResponse } from '../../server/http';
import type { Bucket } from '../../state/world';
import { AwsError } from '../protocol/error';
import type { OperationContext } from '../operation';
import { requireS3Access } from './access';
import { bucketAccess, requireBucket } from './buckets';
import type { S3Input } from './operation';

type StoredObject = Bucket['objects'] extends Map<string, infer T> ? T : never;

/**
 * Returns the answer of GetObject and HeadObject. Like S3, it reports a missing key only to callers who can list the bucket. Others get "access
 * denied".
 */
export function readObject(
  input: S3Input,
  context: OperationContext,
): HttpResponse {
  const object = requireBucket(context.world, input.bucket).objects.get(
    input.key,
  );
  if (!object) {
    requireS3Access(context, bucketAccess('s3:ListBucket', input));
    throw new AwsError('NoSuchKey', 404, 'The specified key does not exist.');
  }
  return withRange(input.headers.get('range'), object);
}

function withRange(
  range: string | undefined,
  object: StoredObject,
): HttpResponse {
  const headers = {
    'content-type': object.contentType,
    etag: object.etag,
    'last-modified': object.lastModified.toUTCString(),
    'accept-ranges': 'bytes',
  };
  const size = object.body.length;
  const match = /^bytes=(\d*)-(\d*)$/.exec(range ?? '');
  if (!match || (match[1] === '' && match[2] === '')) {
    return {
      status: 200,
      headers: { ...headers, 'content-length': String(size) },
      body: object.body,
    };
  }
  const [, from, to] = match;
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const last =
    from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (first > last) {
    throw new AwsError(
      'InvalidRange',
      416,
      'The requested range is not satisfiable',
    );
  }
  return {
    status: 206,
    headers: {
      ...headers,
      'content-range': `bytes ${first}-${last}/${size}`,
      'content-length': String(last - first + 1),
    },
    body: object.body.subarray(first, last + 1),
  };
}
