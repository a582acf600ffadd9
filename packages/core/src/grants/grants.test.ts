import fc from 'fast-check';
import { buildPermissionsPolicy, grantDefinitions } from './index';

const CONTEXT = {
  partition: 'aws',
  region: 'eu-west-1',
  accountId: '111122223333',
};
const s3 = (access: string, resource = 'my-app-uploads') => ({
  service: 's3',
  access,
  resource,
});

describe('S3', () => {
  it.each([
    ['read', ['s3:GetObject']],
    ['write', ['s3:PutObject', 's3:AbortMultipartUpload']],
    [
      'write-acl',
      ['s3:PutObject', 's3:AbortMultipartUpload', 's3:PutObjectAcl'],
    ],
    ['read-write', ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload']],
  ])('%s creates exactly its statements', (access, actions) => {
    expect(buildPermissionsPolicy([s3(access)], CONTEXT)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: actions,
          Resource: 'arn:aws:s3:::my-app-uploads/*',
        },
        {
          Effect: 'Allow',
          Action: ['s3:ListBucket'],
          Resource: 'arn:aws:s3:::my-app-uploads',
        },
      ],
    });
  });

  it('uses the given partition', () => {
    const policy = buildPermissionsPolicy([s3('read')], {
      ...CONTEXT,
      partition: 'aws-cn',
    });
    expect(JSON.stringify(policy)).not.toContain('arn:aws:');
  });

  it.each([
    ['my-app-uploads', true],
    ['a.b-c.1', true],
    ['a'.repeat(63), true],
    ['my_bucket', false],
    ['ab', false],
    ['a'.repeat(64), false],
    ['My-bucket', false],
    ['bucket-', false],
    ['.bucket', false],
    ['a..b', false],
    ['192.168.0.1', false],
    ['xn--bucket', false],
    ['bucket-s3alias', false],
    ['bucket/*', false],
    ['*', false],
    ['bucket${aws:username}', false],
    ['bucket\n', false],
  ])('accepts bucket %j: %s', (bucket, expected) => {
    const refusal = grantDefinitions.get('s3')?.checkResource(bucket);
    expect(refusal === undefined).toBe(expected);
  });

  it('rejects names that could match more than one bucket', () => {
    fc.assert(
      fc.property(fc.string(), bucket => {
        const refusal = grantDefinitions.get('s3')?.checkResource(bucket);
        expect(refusal !== undefined || /^[a-z0-9.-]+$/.test(bucket)).toBe(
          true,
        );
      }),
    );
  });
});

it('keeps the statements in the order of the grants', () => {
  const { Statement } = buildPermissionsPolicy(
    [s3('read', 'one'), s3('read', 'two')],
    CONTEXT,
  );
  expect(JSON.stringify(Statement)).toMatch(/one\/\*.*:one".*two\/\*.*:two"/);
});

it.each([
  [{ service: 'ec2', access: 'read', resource: 'x' }],
  [{ service: 's3', access: 'destroy', resource: 'x' }],
  [{ service: 's3', access: 'toString', resource: 'x' }],
])('throws for the unknown grant %j', grant => {
  expect(() => buildPermissionsPolicy([grant], CONTEXT)).toThrow(
    'Unknown grant',
  );
});

it('describes each access as the end of a sentence with "can"', () => {
  for (const { access } of grantDefinitions.values()) {
    for (const { description } of Object.values(access)) {
      expect(description).toMatch(/^[a-z].*[^.]$/);
    }
  }
});
