import type { S3Operation } from './operation';
import { xmlResponse } from './buckets';

export const listBuckets: S3Operation = {
  name: 'ListBuckets',
  write: false,
  method: 'GET',
  level: 'service',
  access: () => ({
    action: 's3:ListAllMyBuckets',
    resource: '*',
    shownResource: 'arn:aws:s3:::*',
  }),
  run: (_input, { world, caller }) => {
    const own = [...world.buckets.values()]
      .filter(({ accountId }) => accountId === caller.account.id)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    return xmlResponse('ListAllMyBucketsResult', {
      Owner: { ID: caller.account.id, DisplayName: caller.account.alias },
      Buckets: {
        Bucket: own.map(({ name, createdAt, region }) => ({
          Name: name,
          CreationDate: createdAt,
          BucketRegion: region,
        })),
      },
    });
  },
};
