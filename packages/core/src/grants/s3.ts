import type { Statement } from '@backstage-irsa/iam-policy';
import type { GrantContext, GrantDefinition } from './types';

const READ = ['s3:GetObject'];
const WRITE = ['s3:PutObject', 's3:AbortMultipartUpload'];

function statements(
  objectActions: string[],
  bucket: string,
  { partition }: GrantContext,
): Statement[] {
  const arn = `arn:${partition}:s3:::${bucket}`;
  return [
    { Effect: 'Allow', Action: objectActions, Resource: `${arn}/*` },
    { Effect: 'Allow', Action: ['s3:ListBucket'], Resource: arn },
  ];
}

/** Source: "General purpose bucket naming rules", Amazon S3 User Guide. */
function checkBucketName(bucket: string) {
  const refuse = (message: string) => ({ rule: 'bucket-name', message });
  if (bucket.length < 3 || bucket.length > 63) {
    return refuse(
      `Bucket "${bucket}" has ${bucket.length} characters: a bucket name has 3 to 63.`,
    );
  }
  if (!/^[a-z0-9][a-z0-9.-]*[a-z0-9]$/.test(bucket)) {
    return refuse(
      `Bucket "${bucket}" breaks S3's naming rule: lowercase letters, digits, dots and hyphens, beginning and ending with a letter or digit.`,
    );
  }
  if (bucket.includes('..') || /^\d+\.\d+\.\d+\.\d+$/.test(bucket)) {
    return refuse(
      `Bucket "${bucket}" breaks S3's naming rule: no two dots in a row, and not in the form of an IP address.`,
    );
  }
  if (
    /^(xn--|sthree-|amzn-s3-demo-)/.test(bucket) ||
    /(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.test(bucket)
  ) {
    return refuse(
      `Bucket "${bucket}" uses a prefix or suffix that S3 reserves.`,
    );
  }
  return undefined;
}

/** Access to the objects of one S3 bucket. */
export const s3: GrantDefinition = {
  service: 's3',
  title: 'S3',
  resourceLabel: 'bucket',
  checkResource: checkBucketName,
  access: {
    read: {
      description: 'list the bucket and read its objects',
      statements: (bucket, context) => statements(READ, bucket, context),
    },
    write: {
      description: 'list the bucket and write objects',
      statements: (bucket, context) => statements(WRITE, bucket, context),
    },
    'write-acl': {
      description: 'list the bucket, write objects and set their ACLs',
      statements: (bucket, context) =>
        statements([...WRITE, 's3:PutObjectAcl'], bucket, context),
    },
    'read-write': {
      description: 'list the bucket, read and write its objects',
      statements: (bucket, context) =>
        statements([...READ, ...WRITE], bucket, context),
    },
  },
};
