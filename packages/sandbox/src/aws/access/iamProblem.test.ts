import { parsePolicy } from '@backstage-irsa/iam-policy';
import fc from 'fast-check';
import { ALLOW_S3, policyOf } from '../__testUtils__/policies';
import { iamProblem } from './iamProblem';

const LEGACY = 'The policy failed legacy parsing';
const SYNTAX = 'Syntax errors in policy.';
const VENDOR =
  'Action vendors (e.g., aws, ec2, etc.) must not contain wildcards.';
const SERVICE =
  'Resource vendor must be fully qualified and cannot contain regexes.';
const problem = (part: object) =>
  iamProblem(policyOf({ ...ALLOW_S3, ...part }), 'identity', 'aws');
const condition = (operator: string, value: unknown) => ({
  Condition: { [operator]: { 'aws:Key': value } },
});

describe('iamProblem', () => {
  // The messages are those that IAM returned.
  it.each<[object, string]>([
    [{ Action: '*:GetObject' }, VENDOR],
    [{ Action: 's3*:GetObject' }, VENDOR],
    [{ Action: 's3?:Get' }, VENDOR],
    [
      { Action: 's3:Get:Object' },
      'Actions/Condition can contain only one colon.',
    ],
    [{ Action: [] }, 'Policy statement must contain actions.'],
    [{ Resource: [] }, 'Policy statement must contain resources.'],
    [{ Effect: 'allow' }, LEGACY],
    [
      { Resource: 'arn:aws:s3:my-bucket' },
      'Resource arn:aws:s3:my-bucket:*:* can not contain region information.',
    ],
    [{ Resource: 'arn:aws:s3::example_bucket' }, LEGACY],
    [{ Resource: 'arn:aws::fdsasf' }, LEGACY],
    [{ Resource: 'arn:aws::::example_bucket' }, LEGACY],
    [
      { Resource: 'arn:aws:s3:us-east-1::b' },
      'Resource arn:aws:s3:us-east-1::b can not contain region information.',
    ],
    [
      { Resource: 'arn:aws:s3:us-west-2:123456789:test/athena' },
      'Resource arn:aws:s3:us-west-2:123456789:test/athena can not contain region information.',
    ],
    [
      { Resource: 'arn:aws:s3::111122223333:b' },
      'Resource arn:aws:s3::111122223333:b cannot contain an account id.',
    ],
    [
      { Resource: 'arn:aws:iam:us-east-1::example_bucket' },
      'IAM resource arn:aws:iam:us-east-1::example_bucket cannot contain region information.',
    ],
    [
      { Resource: 'arn:aws:iam:::example_bucket' },
      'IAM resource path must either be "*" or start with user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/.',
    ],
    [
      { Resource: 'arn:aws:route53:us-east-1::hostedzone/z' },
      'Resource arn:aws:route53:us-east-1::hostedzone/z can not contain region information.',
    ],
    [{ Resource: 'arn:aws:*:::b' }, SERVICE],
    [{ Resource: 'arn:aws:s3*:::b' }, SERVICE],
    [{ Resource: 'arn:aws' }, SERVICE],
    [
      { Resource: 'arn:aws-cn:s3:::b' },
      'Partition "aws-cn" is not valid for resource "arn:aws-cn:s3:::b".',
    ],
    ...['nope', 'arn:aws:s3:b', '${aws:PrincipalArn}'].map(
      (value): [object, string] => [condition('ArnLike', value), LEGACY],
    ),
    ...['abc', ' 10', '0x10'].map((value): [object, string] => [
      condition('NumericLessThan', value),
      LEGACY,
    ]),
    ...['tomorrow', '2026/01/01', '2026-13-45', '9223372036854775808'].map(
      (value): [object, string] => [
        condition('DateGreaterThan', value),
        LEGACY,
      ],
    ),
    ...[
      '203.0.113.999/24',
      'example.com',
      '1.2.3',
      '10.0.0.0/33',
      '10.0.0.0 ',
    ].map((value): [object, string] => [condition('IpAddress', value), LEGACY]),
    ...['!!!', 'abc', 'YWJj=='].map((value): [object, string] => [
      condition('BinaryEquals', value),
      SYNTAX,
    ]),
    [condition('NullIfExists', 'true'), SYNTAX],
    [condition('StringEqualz', 'a'), SYNTAX],
    [condition('StringEquals', { a: 'b' }), SYNTAX],
  ])('rejects %j', (part, message) => {
    expect(problem(part)).toBe(message);
  });

  it.each<object>([
    { Action: ['s3:Get*', 's3:*', '*'] },
    ...[
      'arn:aws:fdsasf',
      'arn:*:s3:::b',
      'arn:aws:s3:::b*',
      'arn:aws:s3:us-east-1:111122223333:accesspoint/ap',
      'arn:aws:cloudfront:us-east-1:111122223333:distribution/d',
      'arn:aws:iam:::user/example_bucket',
      'arn:aws:ec2:us-east-1::example_bucket',
    ].map(Resource => ({ Resource })),
    condition('ArnLike', ['arn:*:s3:::b', 'arn:aws:*:*:*:*', '*']),
    condition('NumericLessThan', ['10', 10, '10.5', '-1', '1e3']),
    condition('DateGreaterThan', [
      ...['2026', '2026-01', '2026-01-01', '2026-01-01T00:00Z', '1767225600'],
      ...['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00+09:00'],
    ]),
    condition('IpAddress', [
      ...['203.0.113.0/24', '203.0.113.5', '0.0.0.0/0'],
      ...['2001:db8::/32', '2001:db8::1', '::/0'],
    ]),
    condition('BinaryEquals', ['YWJj', 'YWJjZA==']),
  ])('accepts %j', part => {
    expect(problem(part)).toBeUndefined();
  });

  it('rejects a policy without statements', () => {
    expect(iamProblem(policyOf(), 'identity', 'aws')).toBe(SYNTAX);
  });

  const piecesOf = (pieces: string[], maxLength: number) =>
    fc
      .array(fc.constantFrom(...pieces), { minLength: 1, maxLength })
      .map(texts => texts.join(''));
  const digits = '0 1 2 5 9 00 10 255'.split(' ');
  const action = fc.oneof(
    fc.constantFrom('*', 's3:Get*', 'iam:PassRole'),
    piecesOf(['s3', ':', '*', '?', 'Get', '-', '_'], 5),
  );
  const field = fc.oneof(
    fc.constantFrom('', '', '*', '?', 'aws', 'aws-cn', 's3', 'iam', 'route53'),
    fc.constantFrom('us-east-1', 'us-*', '111122223333', '${aws:Key}', 'b/*'),
    fc.constantFrom('accesspoint/a', 'job/*', 'role/r', 'root', 'a:b', 'sqs'),
  );
  const arn = fc
    .tuple(
      fc.constantFrom('aws', 'aws', 'aws', '*', 'aws-cn', ''),
      fc.constantFrom('s3', 's3', 'iam', 'route53', 'sqs', '', '*', 's?'),
      fc.array(field, { maxLength: 4 }),
    )
    .map(parts => ['arn', ...parts.flat()].join(':'));
  const resource = fc.oneof(
    arn,
    fc.constant('*'),
    piecesOf(['arn', ':', 'aws', 's3', '*', 'b'], 9),
  );
  const values: Record<string, fc.Arbitrary<unknown>> = {
    ArnLike: resource,
    ArnNotEqualsIfExists: resource,
    NumericLessThan: fc.oneof(
      fc.double(),
      piecesOf([...digits, '.', 'e', '-', '+', 'x', ' '], 6),
    ),
    DateLessThan: fc.oneof(
      fc.date({ noInvalidDate: true }).map(date => date.toISOString()),
      piecesOf(
        [
          ...digits,
          '2026',
          '-01',
          '-31',
          'T00:00',
          ':59',
          '.5',
          'Z',
          '+09:00',
          '-0500',
        ],
        7,
      ),
    ),
    IpAddress: fc.oneof(
      fc.ipV4Extended(),
      fc.ipV6(),
      piecesOf([...digits, '.', '.', ':', '::', 'ff', '/', '/24'], 9),
    ),
    BinaryEquals: piecesOf(['YWJj', 'YQ', '=', '+', ' ', '-'], 5),
    Bool: fc.constantFrom('true', 'yes', false),
    StringLike: fc.string(),
  };
  const conditions = fc
    .constantFrom(...Object.entries(values))
    .chain(([operator, value]) =>
      fc
        .tuple(
          fc.constantFrom('', 'ForAnyValue:', 'ForAllValues:'),
          fc.oneof(value, fc.array(value, { maxLength: 2 })),
        )
        .map(([qualifier, given]) =>
          condition(`${qualifier}${operator}`, given),
        ),
    );
  const oneOrMore = <T>(item: fc.Arbitrary<T>) =>
    fc.oneof(item, fc.array(item, { minLength: 1, maxLength: 2 }));
  const part = fc.oneof(
    oneOrMore(action).map(Action => ({ Action })),
    oneOrMore(action).map(NotAction => ({ NotAction, Action: undefined })),
    oneOrMore(resource).map(Resource => ({ Resource })),
    oneOrMore(resource).map(NotResource => ({
      NotResource,
      Resource: undefined,
    })),
    conditions,
  );
  const documents = fc
    .record({
      Version: fc.constantFrom('2012-10-17', '2008-10-17', undefined),
      Statement: fc.array(
        part.map(more => ({ ...ALLOW_S3, ...more })),
        { maxLength: 2 },
      ),
    })
    .map(document => JSON.stringify(document));

  it.each(['identity', 'session'] as const)(
    'accepts every %s policy that the product accepts',
    type => {
      let passed = 0;
      fc.assert(
        fc.property(documents, text => {
          const toStore = { partition: 'aws' };
          if (!parsePolicy(text, { type, toStore }).document) return;
          passed++;
          expect(iamProblem(text, type, 'aws')).toBeUndefined();
        }),
        { numRuns: 1000 },
      );
      expect(passed).toBeGreaterThan(50);
    },
  );
});
