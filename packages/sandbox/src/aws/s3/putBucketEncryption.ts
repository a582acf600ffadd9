import { XMLParser } from 'fast-xml-parser';
import { AwsError } from '../protocol/error';
import { bucketAccess, emptyResponse, requireBucket } from './buckets';
import type { S3Operation } from './operation';
import { child } from './xml';

export const putBucketEncryption: S3Operation = {
  name: 'PutBucketEncryption',
  write: true,
  method: 'PUT',
  level: 'bucket',
  subresource: 'encryption',
  access: input => bucketAccess('s3:PutEncryptionConfiguration', input),
  run: (input, { world }) => {
    const bucket = requireBucket(world, input.bucket);
    const sent: unknown = new XMLParser({ parseTagValue: false }).parse(
      input.body,
    );
    const rule = child(
      child(sent, 'ServerSideEncryptionConfiguration'),
      'Rule',
    );
    const byDefault = child(rule, 'ApplyServerSideEncryptionByDefault');
    const algorithm = child(byDefault, 'SSEAlgorithm');
    const keyId = child(byDefault, 'KMSMasterKeyID');
    switch (algorithm) {
      case 'AES256':
        delete bucket.encryption;
        break;
      case 'aws:kms':
      case 'aws:kms:dsse':
        bucket.encryption = {
          algorithm,
          bucketKey: child(rule, 'BucketKeyEnabled') === 'true',
          ...(typeof keyId === 'string' && { keyId }),
        };
        break;
      default:
        throw new AwsError(
          'MalformedXML',
          400,
          'The XML you provided was not well-formed or did not validate against our published schema',
        );
    }
    return emptyResponse(200);
  },
};
