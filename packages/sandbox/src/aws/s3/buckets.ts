import type { Bucket, World } from '../../state/world';
import type { HttpResponse } from '../../server/http';
import { elements, type XmlObject } from '../protocol/xml';
import type { Access } from '../../state/calls';
import { noSuchBucket } from './errors';
import type { S3Input } from './operation';

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** Returns the bucket with this name. Throws `NoSuchBucket`. */
export function requireBucket(world: World, name: string): Bucket {
  const bucket = world.buckets.get(name);
  if (!bucket) {
    throw noSuchBucket();
  }
  return bucket;
}

/** Returns the access for an action on the bucket itself. */
export function bucketAccess(action: string, { bucket }: S3Input): Access {
  return { action, resource: `arn:aws:s3:::${bucket}` };
}

/** Returns the access for an action on the object. */
export function objectAccess(action: string, { bucket, key }: S3Input): Access {
  return { action, resource: `arn:aws:s3:::${bucket}/${key}` };
}

/** Returns an answer without a body. */
export function emptyResponse(
  status: number,
  headers: Record<string, string> = {},
): HttpResponse {
  return { status, headers, body: '' };
}

/** Returns an XML answer. Lists are flat. */
export function xmlResponse(root: string, content: XmlObject): HttpResponse {
  return {
    status: 200,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${NAMESPACE}">${elements(
      content,
      'flat',
    )}</${root}>`,
  };
}
