import { parsePolicy } from './parse';
import type { PolicyType } from './types';

const ALLOW = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const read = (
  part: object,
  partition: string | undefined = 'aws',
  type: PolicyType = 'identity',
) =>
  parsePolicy(
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ ...ALLOW, ...part }],
    }),
    { type, toStore: { partition } },
  );
const condition = (
  operator: string,
  value: unknown,
  key = 'aws:SourceArn',
) => ({
  Condition: { [operator]: { [key]: value } },
});

describe('parsePolicy for a document to be stored', () => {
  it.each<[object, string, string]>([
    [{ Action: '*:GetObject' }, 'Action', 'wildcard in its service prefix'],
    [{ Action: ['s3:*', 's3*:Get*'] }, 'Action[1]', 'wildcard in its service'],
    [
      { Action: undefined, NotAction: 's?:Get' },
      'NotAction',
      'wildcard in its service prefix',
    ],
    ...['arn:aws:s3::b', 'arn:aws::b', 'arn:aws:s3::'].map(
      (Resource): [object, string, string] => [
        { Resource },
        'Resource',
        'incomplete ARN',
      ],
    ),
    ...[
      'arn:aws:s3:b',
      'arn:aws:s3:us-east-1::b/*',
      'arn:aws:s3:us-*:111122223333:b',
      'arn:aws:s3:${aws:RequestedRegion}::b',
      'arn:aws:iam:us-east-1:111122223333:role/r',
      'arn:aws:route53:us-east-1::hostedzone/z',
    ].map((Resource): [object, string, string] => [
      { Resource },
      'Resource',
      'names a region. Leave it empty',
    ]),
    ...['arn:aws:s3::111122223333:b/*', 'arn:aws:s3:*:b'].map(
      (Resource): [object, string, string] => [
        { Resource },
        'Resource',
        'names an account. Leave it empty',
      ],
    ),
    ...[
      'arn:aws:*:::b',
      'arn:aws:s3*:::b',
      'arn:aws',
      'arn:aws::::b',
      'arn:*:*:*:*:*',
    ].map((Resource): [object, string, string] => [
      { Resource },
      'Resource',
      'does not name its service in full',
    ]),
    ...['arn:aws-cn:s3:::b', 'arn:AWS:s3:::b', 'arn::s3:::b'].map(
      (Resource): [object, string, string] => [
        { Resource },
        'Resource',
        'but the account is in "aws". Begin it with "arn:aws:".',
      ],
    ),
    [{ Resource: 'arn:aws:iam:::' }, 'Resource', 'is not an IAM resource'],
    [
      { Resource: undefined, NotResource: ['*', 'arn:aws:iam::1:alice'] },
      'NotResource[1]',
      'is not an IAM resource',
    ],
    ...['nope', 'arn:aws:s3:b', '${aws:PrincipalArn}', ''].flatMap(value =>
      ['ArnLike', 'ForAnyValue:ArnNotEqualsIfExists'].map(
        (operator): [object, string, string] => [
          condition(operator, value),
          `Condition.${operator}.aws:SourceArn`,
          'is not an ARN',
        ],
      ),
    ),
    ...['0x10', ' 10', '+1', '1.', 'Infinity'].map(
      (value): [object, string, string] => [
        condition('NumericLessThan', value, 's3:max-keys'),
        'Condition.NumericLessThan.s3:max-keys',
        'is not a',
      ],
    ),
    ...[
      '-12345',
      '12345.5',
      '2026-01-01T00:00:00+0900',
      '9223372036854775808',
    ].map((value): [object, string, string] => [
      condition('DateLessThan', ['2026', value], 'aws:CurrentTime'),
      'Condition.DateLessThan.aws:CurrentTime[1]',
      'is not a date that IAM accepts',
    ]),
    [
      condition('IpAddress', '010.0.0.1', 'aws:SourceIp'),
      'Condition.IpAddress.aws:SourceIp',
      'leading 0',
    ],
    ...['!!!', 'abc', 'YWJj=='].map((value): [object, string, string] => [
      condition('BinaryEquals', value, 's3:x'),
      'Condition.BinaryEquals.s3:x',
      'is not base64',
    ]),
  ])('refuses %j', (part, path, reason) => {
    const { document, errors } = read(part);
    expect(document).toBeUndefined();
    expect(errors).toEqual([
      expect.objectContaining({
        path: `Statement[0].${path}`,
        reason: expect.stringContaining(reason),
      }),
    ]);
  });

  const prefix = 's3:prefix';
  it.each<[object, string, string]>([
    [{ Resource: 'arn:aws:s3:::b/写真/*' }, 'Resource', '"写" (U+5199)'],
    [
      condition('StringLike', ['a/*', 'Ł/*'], prefix),
      'Condition.StringLike.s3:prefix[1]',
      '"Ł" (U+0141)',
    ],
    [
      condition('StringEquals', 'x', 'aws:ResourceTag/\u{1F600}'),
      'Condition.StringEquals.aws:ResourceTag/\u{1F600}',
      '"\u{1F600}" (U+1F600)',
    ],
  ])('refuses the characters of %j', (part, path, character) => {
    expect(read(part).errors).toEqual([
      expect.objectContaining({
        path: `Statement[0].${path}`,
        reason: expect.stringContaining(
          `has the character ${character}. IAM accepts`,
        ),
      }),
    ]);
  });

  it('refuses the characters of an Id', () => {
    const text = JSON.stringify({ Id: '写', Statement: ALLOW });
    expect(parsePolicy(text, { toStore: {} }).errors).toEqual([
      expect.objectContaining({ path: 'Id' }),
    ]);
  });

  it('refuses a policy without statements', () => {
    const text = '{"Version":"2012-10-17","Statement":[]}';
    expect(parsePolicy(text).errors).toEqual([]);
    expect(parsePolicy(text, { toStore: {} }).errors).toEqual([
      expect.objectContaining({ path: 'Statement' }),
    ]);
  });

  it.each<object>([
    { Action: ['s3:Get*', 's3:*', '*'] },
    ...[
      'arn:aws:sqs',
      'arn:aws:s3',
      'arn:*:s3:::b',
      'arn:aws:s3:::b*/?',
      'arn:aws:s3::*:codepipeline-*',
      'arn:aws:s3:us-east-1:111122223333:accesspoint/ap',
      'arn:aws:s3:*:*:access-grants/default',
      'arn:aws:cloudfront:us-east-1:111122223333:distribution/d',
      'arn:aws:iam:*:111122223333:user/alice',
      'arn:aws:iam::*:root',
      'arn:aws:iam::111122223333:*',
      'arn:aws:route53:::hostedzone/*',
      'arn:aws:sqs:${aws:RequestedRegion}:${aws:PrincipalAccount}:q',
    ].map(Resource => ({ Resource })),
    condition('StringLike', ['été/ÿ*', 'a\tb'], prefix),
    condition('ArnLike', ['*', 'arn:*:s3:::b', 'arn:aws:*:*:*:*']),
    condition('ArnEquals', 'arn:aws:iam::${aws:PrincipalAccount}:role/a:b'),
    condition(
      'NumericLessThan',
      ['10', 10, '10.5', '-1', '1e3'],
      's3:max-keys',
    ),
    condition(
      'DateGreaterThan',
      [
        '2026',
        '2026-01',
        '2026-01-01',
        '2026-01-01T00:00Z',
        '2026-01-01T00:00:00.000Z',
        '2026-01-01T00:00:00+09:00',
        '1767225600',
      ],
      'aws:CurrentTime',
    ),
    condition(
      'IpAddress',
      [
        '203.0.113.0/24',
        '203.0.113.5',
        '0.0.0.0/0',
        '2001:db8::/32',
        '00ff::1',
      ],
      'aws:SourceIp',
    ),
    condition('BinaryEquals', ['YWJj', 'YWJjZA=='], 's3:x'),
  ])('accepts %j', part => {
    expect(read(part).errors).toEqual([]);
  });

  it('accepts only the partition of the account, if it is known', () => {
    const Resource = 'arn:aws-cn:s3:::b';
    expect(read({ Resource }, 'aws-cn').errors).toEqual([]);
    expect(read({ Resource: 'arn:aws:s3:::b' }, 'aws-cn').errors).toHaveLength(
      1,
    );
    const text = JSON.stringify({ Statement: { ...ALLOW, Resource } });
    expect(parsePolicy(text, { toStore: {} }).errors).toEqual([]);
  });

  it('applies only to permissions policies and session policies', () => {
    const part = { Principal: '*', Resource: 'arn:aws:*:::b' };
    expect(read(part, 'aws', 'resource').errors).toEqual([]);
    expect(
      read({ Resource: part.Resource }, 'aws', 'session').errors,
    ).toHaveLength(1);
  });

  it('remains tolerant for documents that are not to be stored', () => {
    const document = {
      Statement: {
        ...ALLOW,
        Action: '*:GetObject',
        Resource: 'arn:aws-cn:*:us-east-1::b',
        ...condition('ArnLike', 'nope'),
      },
    };
    expect(parsePolicy(JSON.stringify(document))).toEqual({
      document,
      errors: [],
    });
  });
});
