// Cases are run by the tests of the contract, one test each.
/* eslint-disable jest/no-standalone-expect */
import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  GetPublicAccessBlockCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { operation } from '../../aspects';
import type { AwsSession } from '../session';
import { refused } from './helpers';

type S = AwsSession;

async function makeBucket(s: S): Promise<string> {
  const Bucket = s.name('bucket');
  await s.s3.send(
    new CreateBucketCommand({
      Bucket,
      CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
    }),
  );
  return Bucket;
}

export const bucketPolicy = operation<S>('s3:GetBucketPolicy', {
  success: {
    'answers with the document': async s => {
      const Bucket = await makeBucket(s);
      const document = {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: s.arn('root') },
            Action: 's3:GetObject',
            Resource: `arn:aws:s3:::${Bucket}/*`,
          },
        ],
      };
      await s.s3.send(
        new PutBucketPolicyCommand({
          Bucket,
          Policy: JSON.stringify(document),
        }),
      );
      const { Policy = '' } = await s.s3.send(
        new GetBucketPolicyCommand({ Bucket }),
      );
      expect(JSON.parse(Policy)).toEqual(document);
    },
  },
  'not-found': {
    'there is no such bucket': async s => {
      await refused(
        s.s3.send(new GetBucketPolicyCommand({ Bucket: s.name('none') })),
        'NoSuchBucket',
        404,
      );
    },
    'the bucket has none': async s => {
      const Bucket = await makeBucket(s);
      await refused(
        s.s3.send(new GetBucketPolicyCommand({ Bucket })),
        'NoSuchBucketPolicy',
        404,
      );
    },
  },
});

export const bucketEncryption = operation<S>('s3:GetBucketEncryption', {
  success: {
    'answers with key and bucket key': async s => {
      const Bucket = await makeBucket(s);
      const Rules = [
        {
          ApplyServerSideEncryptionByDefault: {
            SSEAlgorithm: 'aws:kms' as const,
            KMSMasterKeyID: `arn:aws:kms:eu-west-1:${s.accountId}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
          },
          BucketKeyEnabled: true,
        },
      ];
      await s.s3.send(
        new PutBucketEncryptionCommand({
          Bucket,
          ServerSideEncryptionConfiguration: { Rules },
        }),
      );
      const { ServerSideEncryptionConfiguration: answer } = await s.s3.send(
        new GetBucketEncryptionCommand({ Bucket }),
      );
      expect(answer?.Rules).toEqual(Rules);
    },
  },
  'not-found': {
    'there is no such bucket': async s => {
      await refused(
        s.s3.send(new GetBucketEncryptionCommand({ Bucket: s.name('none') })),
        'NoSuchBucket',
        404,
      );
    },
  },
});

export const publicAccessBlock = operation<S>('s3:GetPublicAccessBlock', {
  success: {
    'answers with the settings': async s => {
      const Bucket = await makeBucket(s);
      const settings = {
        BlockPublicAcls: false,
        IgnorePublicAcls: false,
        BlockPublicPolicy: false,
        RestrictPublicBuckets: true,
      };
      await s.s3.send(
        new PutPublicAccessBlockCommand({
          Bucket,
          PublicAccessBlockConfiguration: settings,
        }),
      );
      const { PublicAccessBlockConfiguration: answer } = await s.s3.send(
        new GetPublicAccessBlockCommand({ Bucket }),
      );
      expect(answer).toEqual(settings);
    },
  },
  'not-found': {
    'there is no such bucket': async s => {
      await refused(
        s.s3.send(new GetPublicAccessBlockCommand({ Bucket: s.name('none') })),
        'NoSuchBucket',
        404,
      );
    },
    'the bucket has none': async s => {
      const Bucket = await makeBucket(s);
      await s.s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
      await refused(
        s.s3.send(new GetPublicAccessBlockCommand({ Bucket })),
        'NoSuchPublicAccessBlockConfiguration',
        404,
      );
    },
  },
});
