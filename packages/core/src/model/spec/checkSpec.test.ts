import fc from 'fast-check';
import type { IamServiceAccountSpec } from '../types';
import { checkSpec } from './checkSpec';

const SPEC: IamServiceAccountSpec = {
  entityRef: 'component:default/orders',
  owner: 'group:default/team',
  cluster: 'prod-eu',
  namespace: 'production',
  name: 'orders',
  grants: [{ service: 's3', access: 'write', resource: 'my-app-uploads' }],
};
const INCOMPLETE_ARN = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3' }],
};
const documentWith = (part: object) => ({
  Version: '2012-10-17',
  Statement: [{ ...INCOMPLETE_ARN.Statement[0], Resource: '*', ...part }],
});
const tagsOf = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, 'v']));
const rules = (change: Partial<IamServiceAccountSpec>) =>
  checkSpec({ ...SPEC, ...change }).map(
    ({ field, rule }) => `${field} ${rule}`,
  );

it.each<[string, Partial<IamServiceAccountSpec>, string[]]>([
  ['a valid spec', {}, []],
  ['no owner and no grants', { owner: undefined, grants: undefined }, []],
  [
    'uppercase letters in the name',
    { name: 'Orders' },
    ['name kubernetes-name'],
  ],
  [
    'the default ServiceAccount',
    { name: 'default' },
    ['name default-service-account'],
  ],
  ['a wildcard as name', { name: '*' }, ['name kubernetes-name']],
  [
    'a colon in the namespace',
    { namespace: 'a:b' },
    ['namespace kubernetes-name'],
  ],
  [
    'the namespace kube-system',
    { namespace: 'kube-system' },
    ['namespace system-namespace'],
  ],
  [
    'the namespace default',
    { namespace: 'default' },
    ['namespace system-namespace'],
  ],
  ['an empty owner', { owner: ' ' }, ['owner owner-required']],
  [
    'an owner that is not an entity reference',
    { owner: 'team' },
    ['owner entity-ref'],
  ],
  [
    'an entity that is not an entity reference',
    { entityRef: 'orders' },
    ['entityRef entity-ref'],
  ],
  ...[
    'component:default/sec nope/../x',
    'component:default/orders/..',
    'component:../orders',
    'component:default/',
    'comp onent:default/orders',
    'component:default/orders\n',
    'component:default/-orders',
    `component:default/${'o'.repeat(64)}`,
    'component:de_fault/orders',
    'component:default/a:b',
  ].map((entityRef): [string, Partial<IamServiceAccountSpec>, string[]] => [
    `the entity ${JSON.stringify(entityRef)}`,
    { entityRef },
    ['entityRef entity-ref'],
  ]),
  [
    'an owner with a path as name',
    { owner: 'group:default/a/../b' },
    ['owner entity-ref'],
  ],
  [
    'an entity reference with uppercase letters',
    { entityRef: 'Component:Default/Orders.v2_x' },
    [],
  ],
  [
    'a bucket with an underscore',
    { grants: [{ service: 's3', access: 'read', resource: 'my_bucket' }] },
    ['grants[0].resource bucket-name'],
  ],
  [
    'an unknown service',
    { grants: [{ service: 'ec2', access: 'read', resource: 'x' }] },
    ['grants[0].service known-service'],
  ],
  [
    'an unknown access',
    { grants: [{ service: 's3', access: 'toString', resource: 'bucket' }] },
    ['grants[0].access known-access'],
  ],
  [
    'a token lifetime of 599 s',
    { tokenExpirationSeconds: 599 },
    ['tokenExpirationSeconds token-expiration-range'],
  ],
  ['a token lifetime of 600 s', { tokenExpirationSeconds: 600 }, []],
  [
    'a token lifetime of 86401 s',
    { tokenExpirationSeconds: 86_401 },
    ['tokenExpirationSeconds token-expiration-range'],
  ],
  ['a role name of 64 characters', { roleName: 'r'.repeat(64) }, []],
  [
    'a role name of 65 characters',
    { roleName: 'r'.repeat(65) },
    ['roleName role-name-length'],
  ],
  ['a role name with a slash', { roleName: 'a/b' }, ['roleName role-name']],
  ['an empty role name', { roleName: '' }, ['roleName role-name']],
  ['a role path of 512 characters', { rolePath: `/${'p'.repeat(510)}/` }, []],
  [
    'a role path of 513 characters',
    { rolePath: `/${'p'.repeat(511)}/` },
    ['rolePath role-path-length'],
  ],
  ...['/irsa/../', '/irsa/./a/', '/../', '/irsa/a/../../b/', '/irsa//'].map(
    (rolePath): [string, Partial<IamServiceAccountSpec>, string[]] => [
      `the role path ${rolePath}`,
      { rolePath },
      ['rolePath role-path'],
    ],
  ),
  ['a role path with dots in names', { rolePath: '/irsa/.../a..b/' }, []],
  ['dots as role name', { roleName: '..' }, ['roleName role-name']],
  [
    'a role path without a trailing slash',
    { rolePath: '/irsa' },
    ['rolePath role-path'],
  ],
  [
    'an incomplete ARN, which is invalid only in a session policy',
    { policyDocument: INCOMPLETE_ARN, sessionPolicyDocument: INCOMPLETE_ARN },
    ['sessionPolicyDocument policy-document'],
  ],
  ['a session duration of 3600 s', { maxSessionDurationSeconds: 3600 }, []],
  [
    'a session duration of 3599 s',
    { maxSessionDurationSeconds: 3599 },
    ['maxSessionDurationSeconds session-duration-range'],
  ],
  [
    'a session duration of 43201 s',
    { maxSessionDurationSeconds: 43_201 },
    ['maxSessionDurationSeconds session-duration-range'],
  ],
  ['an audience of 255 characters', { audience: 'a'.repeat(255) }, []],
  [
    'an audience of 256 characters',
    { audience: 'a'.repeat(256) },
    ['audience audience-length'],
  ],
  [
    'an audience with an invisible character',
    { audience: 'sts.amazonaws.com\u200b' },
    ['audience audience'],
  ],
  ['a wildcard as audience', { audience: '*' }, ['audience audience']],
  [
    'a policy variable in the audience',
    { audience: 'a${aws:username}' },
    ['audience audience'],
  ],
  ['44 tags', { tags: tagsOf(44) }, []],
  ['45 tags', { tags: tagsOf(45) }, ['tags tag-count']],
  ['a tag key of 128 characters', { tags: { ['k'.repeat(128)]: 'v' } }, []],
  [
    'a tag key of 129 characters',
    { tags: { ['k'.repeat(129)]: 'v' } },
    [`tags.${'k'.repeat(129)} tag-key-length`],
  ],
  ['a tag value of 256 characters', { tags: { k: 'v'.repeat(256) } }, []],
  [
    'a tag value of 257 characters',
    { tags: { k: 'v'.repeat(257) } },
    ['tags.k tag-value-length'],
  ],
  ['a tag key with a hash', { tags: { 'a#': 'v' } }, ['tags.a# tag-key']],
  [
    'a tag value with a line separator',
    { tags: { a: 'a\u2028b' } },
    ['tags.a tag-value'],
  ],
  ['a tag value with a hash', { tags: { a: '#' } }, ['tags.a tag-value']],
  [
    'a tag with the reserved prefix in another letter case',
    { tags: { 'Backstage-IRSA.dev/owner': 'x' } },
    ['tags.Backstage-IRSA.dev/owner tag-reserved'],
  ],
  [
    'a tag with the reserved prefix and a look-alike letter',
    { tags: { 'bac\u212astage-irsa.dev/owner': 'x' } },
    ['tags.bac\u212astage-irsa.dev/owner tag-reserved'],
  ],
  [
    'a session tag of EKS Pod Identity in another letter case',
    { tags: { 'Kubernetes-Namespace': 'x' } },
    ['tags.Kubernetes-Namespace tag-reserved'],
  ],
  [
    'a tag with the prefix of AWS',
    { tags: { 'AWS:cloudformation:stack-name': 'x' } },
    ['tags.AWS:cloudformation:stack-name tag-reserved'],
  ],
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'hasOwnProperty',
    'Constructor',
    ' __PROTO__',
  ].map((key): [string, Partial<IamServiceAccountSpec>, string[]] => [
    `the tag ${JSON.stringify(key)}, parsed from JSON`,
    JSON.parse(`{"tags":{${JSON.stringify(key)}:"x"}}`),
    [`tags.${key} tag-key`],
  ]),
  [
    'tags that differ only in letter case',
    { tags: { Team: 'a', team: 'b' } },
    ['tags.team tag-unique'],
  ],
  [
    'valid managed policies',
    {
      managedPolicyArns: [
        'arn:aws:iam::aws:policy/ReadOnlyAccess',
        'arn:aws:iam::111122223333:policy/a/b/c',
      ],
    },
    [],
  ],
  [
    'a managed policy twice',
    {
      managedPolicyArns: [
        'arn:aws:iam::aws:policy/ReadOnlyAccess',
        'arn:aws:iam::aws:policy/ReadOnlyAccess',
      ],
    },
    ['managedPolicyArns[1] policy-unique'],
  ],
  [
    'a role ARN as managed policy',
    { managedPolicyArns: ['arn:aws:iam::111122223333:role/x'] },
    ['managedPolicyArns[0] policy-arn'],
  ],
  [
    'a managed policy with .. in its path',
    { managedPolicyArns: ['arn:aws:iam::111122223333:policy/a/../irsa/x'] },
    ['managedPolicyArns[0] policy-arn'],
  ],
  [
    'a wildcard in the permissions boundary',
    { permissionsBoundaryArn: 'arn:aws:iam::aws:policy/*' },
    ['permissionsBoundaryArn policy-arn'],
  ],
  ...[
    { Action: '*:GetObject' },
    { Action: 's3*:Get*' },
    { Resource: 'arn:aws:s3:b' },
    { Resource: 'arn:aws:s3:us-east-1::b/*' },
    { Resource: 'arn:aws:s3::111122223333:b/*' },
    { Resource: 'arn:aws:*:::b' },
    { Condition: { ArnLike: { 'aws:SourceArn': 'nope' } } },
    { Condition: { NumericLessThan: { 's3:max-keys': '0x10' } } },
  ].map((part): [string, Partial<IamServiceAccountSpec>, string[]] => {
    const document = documentWith(part);
    return [
      `a document that IAM rejects: ${JSON.stringify(part)}`,
      { policyDocument: document, sessionPolicyDocument: document },
      [
        'policyDocument policy-document',
        'sessionPolicyDocument policy-document',
      ],
    ];
  }),
  [
    'a document without statements',
    { policyDocument: { Version: '2012-10-17' } },
    ['policyDocument policy-document'],
  ],
  [
    'a valid document',
    {
      policyDocument: {
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' },
      },
    },
    [],
  ],
  [
    'several violations at once',
    {
      name: 'A',
      namespace: 'B',
      grants: [{ service: 's3', access: 'x', resource: 'y' }],
    },
    [
      'name kubernetes-name',
      'namespace kubernetes-name',
      'grants[0].access known-access',
      'grants[0].resource bucket-name',
    ],
  ],
])('returns the expected violations: %s', (_, change, expected) => {
  expect(rules(change)).toEqual(expected);
});

it('reports the position of an error in a document', () => {
  const [violation] = checkSpec({
    ...SPEC,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Permit', Action: 's3:GetObject', Resource: '*' }],
    },
  });
  expect(violation.message).toMatch(
    /^Statement\[0\]\.Effect, line 5, column \d+: /,
  );
});

it('rejects tags with the reserved prefix in any letter case', () => {
  fc.assert(
    fc.property(
      fc.array(fc.boolean(), { minLength: 19, maxLength: 19 }),
      fc.stringMatching(/^[a-z]{1,9}$/),
      (capitals, rest) => {
        const prefix = [...'backstage-irsa.dev/']
          .map((char, at) => (capitals[at] ? char.toUpperCase() : char))
          .join('');
        const key = `${prefix}${rest}`;
        expect(rules({ tags: { [key]: 'x' } })).toEqual([
          `tags.${key} tag-reserved`,
        ]);
      },
    ),
  );
});

it('quotes the invalid value in the message', () => {
  const [violation] = checkSpec({ ...SPEC, name: 'Orders' });
  expect(violation.message).toContain('"Orders"');
});

it('accepts only valid Kubernetes names and entity references in any text', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.stringMatching(/^[a-zA0.-]{1,4}$/)),
      fc.oneof(fc.string(), fc.stringMatching(/^[a-zA0.-]{1,3}$/)),
      fc.oneof(
        fc.string(),
        fc.stringMatching(/^[a-zA0-]{1,2}:([aA0-]{1,3}\/)?[aA0_.-]{1,3}$/),
      ),
      (name, namespace, entityRef) => {
        const label = '[a-z0-9]([a-z0-9-]*[a-z0-9])?';
        const isInvalid = {
          'entityRef entity-ref': !RegExp(
            `^[a-z][a-z0-9]*:(${label}/)?[a-z0-9]([\\w.-]*[a-z0-9])?$`,
            'i',
          ).test(entityRef),
          'name kubernetes-name': !RegExp(`^${label}(\\.${label})*$`).test(
            name,
          ),
          'namespace kubernetes-name': !RegExp(`^${label}$`).test(namespace),
        };
        expect(rules({ name, namespace, entityRef })).toEqual(
          Object.entries(isInvalid).flatMap(([rule, is]) => (is ? rule : [])),
        );
      },
    ),
    { numRuns: 300 },
  );
});

it('rejects a resource in another partition if the partition of the account is known', () => {
  const policyDocument = documentWith({ Resource: 'arn:aws-cn:s3:::b' });
  expect(checkSpec({ ...SPEC, policyDocument })).toEqual([]);
  expect(checkSpec({ ...SPEC, policyDocument }, 'aws-cn')).toEqual([]);
  expect(checkSpec({ ...SPEC, policyDocument }, 'aws')).toEqual([
    {
      field: 'policyDocument',
      rule: 'policy-document',
      message:
        'Statement[0].Resource, line 7, column 19: "arn:aws-cn:s3:::b" is in partition "aws-cn", but the account is in "aws". Begin it with "arn:aws:".',
    },
  ]);
});
