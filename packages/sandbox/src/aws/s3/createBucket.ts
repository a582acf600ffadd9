import { XMLParser } from 'fast-xml-parser';
import { AwsError } from '../protocol/error';
import { bucketAccess, emptyResponse } from './buckets';
import type { S3Operation } from './operation';
import { SETTINGS } from './publicAccessBlock';
import { child } from './xml';

/** Matches a valid bucket name ("General purpose bucket naming rules", Amazon S3 User Guide). */
const BUCKET_NAME =
  /^(?!.*\.\.)(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

export const createBucket: S3Operation = {
  name: 'CreateBucket',
  write: true,
  method: 'PUT',
  level: 'bucket',
  access: input => bucketAccess('s3:CreateBucket', input),
  run: ({ bucket, body }, { world, caller, region, now }) => {
    if (!BUCKET_NAME.test(bucket)) {
      throw new AwsError(
        'InvalidBucketName',
        400,
        'The specified bucket is not valid.',
      );
    }
    const wanted = locationConstraint(body) || 'us-east-1';
    if (wanted !== region) {
      throw new AwsError(
        'IllegalLocationConstraintException',
        400,
        `The ${
          wanted === 'us-east-1' ? 'unspecified' : wanted
        } location constraint is incompatible for the region specific endpoint this request was sent to.`,
      );
    }
    const existing = world.buckets.get(bucket);
    if (existing) {
      throw existing.accountId === caller.account.id
        ? new AwsError(
            'BucketAlreadyOwnedByYou',
            409,
            'Your previous request to create the named bucket succeeded and you already own it.',
          )
        : new AwsError(
            'BucketAlreadyExists',
            409,
            'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
          );
    }
    world.buckets.set(bucket, {
      name: bucket,
      accountId: caller.account.id,
      region,
      createdAt: now,
      objects: new Map(),
      // S3 turns this on for every new bucket ("Blocking public access to your Amazon S3 storage", Amazon S3 User Guide).
      publicAccessBlock: Object.fromEntries(SETTINGS.map(name => [name, true])),
    });
    return emptyResponse(200, { location: `/${bucket}` });
  },
};

function locationConstraint(body: Buffer): string {
  if (body.length === 0) {
    return '';
  }
  const parsed: unknown = new XMLParser().parse(body);
  const configuration = child(parsed, 'CreateBucketConfiguration');
  const location = child(configuration, 'LocationConstraint');
  return typeof location === 'string' ? location : '';
}
