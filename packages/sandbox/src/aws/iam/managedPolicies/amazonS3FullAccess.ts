import { awsManagedPolicy } from './awsManagedPolicy';

export const amazonS3FullAccess = awsManagedPolicy({
  name: 'AmazonS3FullAccess',
  id: 'ANPAIFIR6V6BVTRAHWINE',
  createdAt: '2015-02-06T18:40:58Z',
  description:
    'Provides full access to all buckets via the AWS Management Console.',
  statements: [
    {
      Effect: 'Allow',
      Action: ['s3:*', 's3-object-lambda:*'],
      Resource: '*',
    },
  ],
});
