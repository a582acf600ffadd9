import type { ServicePermissions } from '@backstage-irsa/core/model';
import { permissionRows, resourceName } from './permissionRows';

const service = (
  ...levels: [ServicePermissions['levels'][number]['level'], string[]][]
): ServicePermissions => ({
  service: 's3',
  title: 'S3',
  levels: levels.map(([level, resources]) => ({
    level,
    extent: 'limited',
    actions: [],
    resources,
  })),
});

describe('resourceName', () => {
  it.each([
    ['arn:aws:s3:::orders-uploads', 'orders-uploads'],
    ['arn:aws:s3:::orders-uploads/*', 'orders-uploads'],
    ['arn:aws:s3:::orders-uploads/in/*', 'orders-uploads/in'],
    ['arn:aws:sqs:eu-west-1:111122223333:orders', 'orders'],
    ['arn:aws:dynamodb:eu-west-1:111122223333:table/orders', 'orders'],
    ['arn:aws:lambda:eu-west-1:111122223333:function:orders', 'orders'],
    ['arn:aws-cn:s3:::orders', 'orders'],
    ['arn:aws:s3:::*', '*'],
    ['arn:aws:dynamodb:eu-west-1:111122223333:table/*', '*'],
    ['arn:aws:dynamodb:eu-west-1:111122223333:table/orders/*', 'orders'],
    ['arn:aws:kms:eu-west-1:111122223333:key/*', '*'],
    ['arn:aws:lambda:eu-west-1:111122223333:function:*', '*'],
    ['arn:aws:kinesis:eu-west-1:111122223333:stream/*', 'stream/*'],
    ['arn:aws:ssm:eu-west-1:111122223333:parameter/*', 'parameter/*'],
    ['arn:aws:ssm:eu-west-1:111122223333:parameter/a/*', 'parameter/a'],
    ['arn:aws:secretsmanager:eu-west-1:111122223333:secret:a/*', 'a'],
    ['*', '*'],
  ])('shortens %s to %s', (resource, name) => {
    expect(resourceName(resource)).toBe(name);
  });
});

describe('permissionRows', () => {
  it.each([
    [
      'levels on the same resources share a row',
      service(
        ['List', ['arn:aws:s3:::a']],
        ['Read', ['arn:aws:s3:::a/*', 'arn:aws:s3:::a']],
      ),
      [{ title: 'S3', levels: ['List', 'Read'], resources: ['a'] }],
    ],
    [
      'levels on different resources have separate rows',
      service(['Read', ['arn:aws:s3:::b']], ['Write', ['arn:aws:s3:::a']]),
      [
        { title: 'S3', levels: ['Read'], resources: ['b'] },
        { title: 'S3', levels: ['Write'], resources: ['a'] },
      ],
    ],
    [
      'a wildcard replaces the other resources',
      service(['Read', ['arn:aws:s3:::b', '*']], ['Write', ['*']]),
      [{ title: 'S3', levels: ['Read', 'Write'], resources: [] }],
    ],
    [
      'a wildcard for all resources of a type replaces the others',
      service([
        'Read',
        [
          'arn:aws:kms:eu-west-1:111122223333:key/1',
          'arn:aws:kms:eu-west-1:111122223333:key/*',
        ],
      ]),
      [{ title: 'S3', levels: ['Read'], resources: [] }],
    ],
    ['a service without permissions has no row', service(), []],
  ])('%s', (_, permissions, rows) => {
    expect(permissionRows([permissions])).toEqual(rows);
  });
});
