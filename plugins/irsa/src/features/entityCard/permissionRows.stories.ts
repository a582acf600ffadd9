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
    ['a service without permissions has no row', service(), []],
  ])('%s', (_, permissions, rows) => {
    expect(permissionRows([permissions])).toEqual(rows);
  });
});
