import type { Bucket } from '../../state/world';
import { AwsError } from '../protocol/error';
import { percentEncode } from '../protocol/encoding';
import { bucketAccess, requireBucket, xmlResponse } from './buckets';
import type { S3Input, S3Operation } from './operation';

export const listObjectsV2: S3Operation = {
  name: 'ListObjectsV2',
  write: false,
  method: 'GET',
  level: 'bucket',
  subresource: 'list-type',
  access: input => ({
    ...bucketAccess('s3:ListBucket', input),
    context: conditionKeys(input),
  }),
  run: (input, { world }) => {
    const bucket = requireBucket(world, input.bucket);
    const { query } = input;
    const [prefix, delimiter] = [
      query.get('prefix') ?? '',
      query.get('delimiter') ?? '',
    ];
    const limit = maxKeys(query.get('max-keys'));
    const token = query.get('continuation-token');
    const after =
      token === undefined ? query.get('start-after') : decodeToken(token);
    const entries = entriesOf(bucket, prefix, delimiter).filter(
      ({ name }) => after === undefined || name > after,
    );
    const shown = entries.slice(0, limit);
    const isTruncated = entries.length > limit;
    const encode =
      query.get('encoding-type') === 'url' ? encodeKey : (key: string) => key;
    return xmlResponse('ListBucketResult', {
      Name: bucket.name,
      Prefix: encode(prefix),
      Delimiter: delimiter === '' ? undefined : encode(delimiter),
      MaxKeys: limit,
      EncodingType: query.get('encoding-type'),
      KeyCount: shown.length,
      IsTruncated: isTruncated,
      ContinuationToken: token,
      NextContinuationToken:
        isTruncated && shown.length > 0
          ? encodeToken(shown[shown.length - 1].name)
          : undefined,
      Contents: shown.flatMap(({ name, object }) =>
        object
          ? [
              {
                Key: encode(name),
                LastModified: object.lastModified,
                ETag: object.etag,
                Size: object.body.length,
                StorageClass: 'STANDARD',
              },
            ]
          : [],
      ),
      CommonPrefixes: shown.flatMap(({ name, object }) =>
        object ? [] : [{ Prefix: encode(name) }],
      ),
    });
  },
};

interface Entry {
  name: string;
  /** The object; absent for a common prefix. */
  object?: { body: Buffer; etag: string; lastModified: Date };
}

/** Returns the keys with the prefix, in order. Keys with the delimiter after the prefix are grouped into one entry per common prefix. */
function entriesOf(bucket: Bucket, prefix: string, delimiter: string): Entry[] {
  const entries = new Map<string, Entry>();
  for (const [key, object] of bucket.objects) {
    if (key.startsWith(prefix)) {
      const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
      const name = end < 0 ? key : key.slice(0, end + delimiter.length);
      entries.set(name, end < 0 ? { name, object } : { name });
    }
  }
  return [...entries.values()].sort((a, b) =>
    Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)),
  );
}

function maxKeys(value: string | undefined): number {
  const limit = Number(value ?? 1000);
  if (!Number.isInteger(limit) || limit < 0) {
    throw new AwsError(
      'InvalidArgument',
      400,
      'Provided max-keys not an integer or within integer range',
    );
  }
  return Math.min(limit, 1000);
}

/** URL-encodes a key. Like S3, it does not encode slashes. */
function encodeKey(key: string): string {
  return key.split('/').map(percentEncode).join('/');
}

function encodeToken(name: string): string {
  return Buffer.from(name).toString('base64');
}

function decodeToken(token: string): string {
  return Buffer.from(token, 'base64').toString();
}

function conditionKeys({ query }: S3Input): Record<string, string> {
  return Object.fromEntries(
    ['prefix', 'delimiter', 'max-keys'].flatMap(name => {
      const value = query.get(name);
      return value === undefined ? [] : [[`s3:${name}`, value]];
    }),
  );
}
