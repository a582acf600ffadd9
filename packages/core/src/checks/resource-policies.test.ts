import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';
import { checkTester } from '../__testUtils__/checkTester';
import {
  observedDocument,
  observedWith,
  ROLE_ARN,
  roleWith,
  trustOf,
} from '../__testUtils__/observed';
import { absent, found, unknown } from '../model/observation';
import type { ObservedBucket } from '../model/observed';
import { check } from './resource-policies';

const bucketOf = (policy: ObservedBucket['policy']): ObservedBucket => ({
  ...{ name: 'orders', policy },
  encryption: absent(),
});
const bucketWith = (...Statement: Statement[]) => {
  const document: PolicyDocument = { Version: '2012-10-17', Statement };
  return {
    buckets: found([bucketOf(found(observedDocument(document)))]),
  };
};
const RESOURCE = ['arn:aws:s3:::orders', 'arn:aws:s3:::orders/*'];
const deny = (change: Partial<Statement> = {}): Statement => ({
  Effect: 'Deny',
  Principal: { AWS: ROLE_ARN },
  Action: 's3:*',
  Resource: RESOURCE,
  ...change,
});
const allow = (...AWS: string[]): Statement => ({
  Effect: 'Allow',
  Principal: { AWS },
  Action: 's3:GetObject',
  Resource: RESOURCE[1],
});
const ofRole = (change: Partial<Statement>): Statement => ({
  ...{ Effect: 'Allow', Action: 's3:*' },
  ...change,
});
/** The grants of the role's own policies in these tests. */
const GRANTS = {
  grants: [{ service: 's3', access: 'read', resource: 'orders' }],
};
const onlyWith = (...Statement: Statement[]) => ({
  attachedPolicies: found([]),
  inlinePolicies: found([
    {
      name: 'own',
      document: observedDocument({ Version: '2012-10-17', Statement }),
    },
  ]),
});
const DEAD = 'AROADEADDEADDEADDEAD';
const AUDIT = 'arn:aws:iam::111122223333:role/audit';

checkTester(check, [
  {
    name: 'no policy',
    observed: { buckets: found([bucketOf(absent())]) },
    result: 'pass',
    message: 'in orders',
  },
  {
    name: 'resource-policy-denies: a Deny for only the role of what its spec requests',
    observed: { ...bucketWith(deny()), ...GRANTS },
    result: 'fail',
    fault: 'resource-policy-denies',
    message:
      'Statement 1 of the policy of bucket orders denies s3:GetObject to role orders-0a1b2c3d4e, and its spec requests it',
    remediation: 'aws s3api delete-bucket-policy --bucket orders',
  },
  {
    name: 'resource-policy-denies: a Deny for everybody of what the spec requests',
    observed: {
      ...bucketWith(deny({ Principal: '*' }), allow(AUDIT)),
      ...GRANTS,
    },
    result: 'fail',
    fault: 'resource-policy-denies',
    message: 'denies s3:GetObject',
    remediation:
      'Ask the owner of bucket orders to exempt role orders-0a1b2c3d4e from statement 1 of its policy, or remove the grant from the spec.',
  },
  {
    name: 'resource-policy-denies: a Deny for only the role of everything that its policies allow, without a spec',
    observed: bucketWith(deny()),
    result: 'fail',
    fault: 'resource-policy-denies',
    message:
      'denies s3:GetObject to role orders-0a1b2c3d4e. Nothing that its policies allow in this bucket is left.',
    remediation: 'aws s3api delete-bucket-policy --bucket orders',
  },
  {
    name: 'resource-policy-denies: a Deny for everybody of everything that the role may do, without a spec',
    observed: bucketWith(deny({ Principal: '*' }), allow(AUDIT)),
    result: 'fail',
    fault: 'resource-policy-denies',
    message: 'Nothing that its policies allow in this bucket is left.',
    remediation:
      'Ask the owner of bucket orders to exempt role orders-0a1b2c3d4e from statement 1 of its policy, or remove the access from its policies.',
  },
  {
    name: 'resource-policy-denies: a Deny of a part of what the policies allow, without a spec',
    observed: {
      ...bucketWith(deny({ Action: 's3:DeleteObject' })),
      ...onlyWith(ofRole({ Resource: RESOURCE })),
    },
    result: 'warn',
    fault: 'resource-policy-denies',
    message:
      'denies s3:DeleteObject to role orders-0a1b2c3d4e, and its policies',
    remediation:
      'If the service does not need s3:DeleteObject, remove it from the policies of role',
  },
  {
    name: 'resource-policy-denies: a guardrail for everybody on an action that the role has beyond its spec',
    observed: {
      ...bucketWith(deny({ Principal: '*', Action: 's3:DeleteObject' })),
      ...onlyWith(ofRole({ Resource: RESOURCE })),
      ...GRANTS,
    },
    result: 'warn',
    fault: 'resource-policy-denies',
    message: 'denies s3:DeleteObject',
    remediation: 'remove it from the policies of role',
  },
  {
    name: 'resource-policy-denies: a Deny outside one prefix',
    observed: {
      ...bucketWith({
        ...{ Effect: 'Deny', Principal: '*', Action: 's3:GetObject' },
        NotResource: 'arn:aws:s3:::orders/incoming/*',
      }),
      ...GRANTS,
    },
    result: 'warn',
    fault: 'resource-policy-denies',
    message: 'denies s3:GetObject on some resources',
    remediation: 'If the service does not need s3:GetObject there',
  },
  {
    name: 'a Deny of requests without TLS and of an action that the role does not have',
    observed: bucketWith(
      deny({
        Principal: '*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
      deny({ Action: 's3:DeleteObject' }),
    ),
    result: 'pass',
    message: 'No bucket policy denies',
  },
  {
    name: 'a Deny that depends on the VPC endpoint of the request',
    observed: bucketWith(
      deny({
        Principal: '*',
        Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } },
      }),
    ),
    result: 'pass',
    message: 'No bucket policy denies',
  },
  ...[
    {
      name: 'a Deny of an action that the role does not have',
      own: [ofRole({ Action: ['s3:get*', 's3:List*'], Resource: RESOURCE })],
      action: 's3:DeleteObject',
    },
    {
      name: 'a Deny of an action that a policy of the role denies',
      own: [
        ofRole({ Action: 's3:*', Resource: RESOURCE }),
        ofRole({ Effect: 'Deny', Action: 's3:Delete*', Resource: '*' }),
      ],
      action: 's3:DeleteObject',
    },
    {
      name: 'a Deny of an action that does not apply to the resources of the role',
      own: [ofRole({ Action: 's3:*', Resource: RESOURCE[1] })],
      action: 's3:ListBucket',
    },
    {
      name: 'a Deny that depends on the session name',
      own: [ofRole({ Action: 's3:*', Resource: RESOURCE })],
      action: 's3:*',
      Condition: {
        StringNotLike: { 'aws:userid': 'AROA0123456789ABCDEF:my-session' },
      },
    },
  ].map(({ name, own, action: Action, ...condition }) => ({
    name,
    observed: {
      ...bucketWith(deny({ ...condition, Action })),
      ...onlyWith(...own),
    },
    result: 'pass' as const,
    message: 'No bucket policy denies',
  })),
  ...[
    {
      name: 'a Deny of an action that a pattern of the role allows, in any letter case',
      own: ofRole({
        Action: ['S3:DELETE*', 's3:GetObject'],
        Resource: RESOURCE,
      }),
    },
    {
      name: 'a Deny of an action that the role has under a request condition',
      own: ofRole({
        Action: ['s3:DeleteObject', 's3:GetObject'],
        Resource: RESOURCE,
        Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } },
      }),
    },
    {
      name: 'a Deny of an action that the role has through its tags',
      own: ofRole({
        Action: ['s3:DeleteObject', 's3:GetObject'],
        Resource: `${RESOURCE[0]}/\${aws:PrincipalTag/team}/*`,
      }),
    },
    {
      name: 'a Deny of an action that the role has through its tags, in another letter case',
      own: ofRole({
        Action: ['s3:DeleteObject', 's3:GetObject'],
        Resource: 'arn:aws:s3:::orders/${aws:principaltag/Team}/*',
      }),
    },
    {
      name: 'a Deny of an action that the role has through the default value of a tag',
      own: ofRole({
        Action: ['s3:DeleteObject', 's3:GetObject'],
        Resource: "arn:aws:s3:::orders/${aws:PrincipalTag/cost, 'none'}/*",
      }),
    },
    {
      name: 'a Deny of an action that the role has in its account',
      own: ofRole({
        Action: ['s3:DeleteObject', 's3:GetObject'],
        Resource: 'arn:aws:s3:::orders/${aws:PrincipalAccount}/*',
      }),
    },
    {
      name: 'a Deny of an action that the role has on what its session names',
      own: ofRole({
        Action: ['s3:DeleteObject', 's3:GetObject'],
        Resource: 'arn:aws:s3:::orders/${aws:SourceIdentity}/*',
      }),
    },
    {
      name: 'a Deny of all roles except the ID of another role',
      own: ofRole({ Action: 's3:*', Resource: RESOURCE }),
      Condition: { StringNotLike: { 'aws:userid': 'AROAOTHER:*' } },
    },
  ].map(({ name, own, ...condition }) => ({
    name: `resource-policy-denies: ${name}`,
    observed: {
      ...bucketWith(deny({ ...condition, Action: 's3:DeleteObject' })),
      ...onlyWith(own),
      role: roleWith(trustOf(), { tags: { team: 'pay' } }),
    },
    result: 'warn' as const,
    fault: 'resource-policy-denies' as const,
    message: 'denies s3:DeleteObject',
  })),
  {
    name: 'role-recreated: the role was recreated',
    observed: { ...bucketWith(allow(DEAD)), known: { roleId: DEAD } },
    result: 'warn',
    fault: 'role-recreated',
    message: `still names the old one, ${DEAD}`,
    remediation: 'aws s3api put-bucket-policy --bucket orders --policy',
  },
  {
    name: 'role-recreated: an unknown deleted role',
    observed: bucketWith(allow(DEAD)),
    result: 'warn',
    fault: 'role-recreated',
    message: `names ${DEAD}, a role that was deleted`,
    remediation: 'If AROADEADDEADDEADDEAD was this role',
  },
  {
    name: 'the deleted role was another role',
    observed: {
      ...bucketWith(allow(DEAD)),
      known: { roleId: 'AROA0123456789ABCDEF' },
    },
    result: 'pass',
    message: 'No bucket policy denies',
  },
  {
    name: 'a missing permission to read the bucket policy',
    observed: {
      buckets: found([bucketOf(unknown('no', 's3:GetBucketPolicy'))]),
    },
    result: 'unknown',
    message: 'The policy of bucket orders could not be read',
    remediation: 's3:GetBucketPolicy',
  },
]);

const after = (change: Parameters<typeof observedWith>[0]) =>
  JSON.parse(
    check.run(observedWith(change), null).remediation?.diff?.after || 'null',
  )?.Statement;

it('removes only the role from a statement that denies it by name', () => {
  const denied = (...statements: Statement[]) =>
    after({ ...bucketWith(...statements), ...GRANTS });
  expect(
    denied(deny({ Principal: { AWS: [AUDIT, ROLE_ARN] } }), allow(AUDIT)),
  ).toEqual([deny({ Principal: { AWS: [AUDIT] } }), allow(AUDIT)]);
  expect(
    denied(deny(), deny({ Action: 's3:DeleteBucket' }), allow(AUDIT)),
  ).toEqual([deny({ Action: 's3:DeleteBucket' }), allow(AUDIT)]);
  expect(denied(deny())).toBeUndefined();
});

it.each<[string, Parameters<typeof bucketWith>]>([
  ['for everybody', [deny({ Principal: '*' })]],
  ['for everybody beside one for the role', [deny(), deny({ Principal: '*' })]],
  [
    'for all roles but one',
    [deny({ NotPrincipal: { AWS: AUDIT }, Principal: undefined })],
  ],
])('has no command to lift a Deny %s', (_, statements) => {
  const { result, remediation } = check.run(
    observedWith({ ...bucketWith(...statements), ...GRANTS }),
    null,
  );
  expect(result).toBe('fail');
  expect(remediation?.commands).toBeUndefined();
  expect(remediation?.diff).toBeUndefined();
});

it('replaces the ID of a deleted role with the current role', () => {
  expect(
    after({ ...bucketWith(allow(AUDIT, DEAD)), known: { roleId: DEAD } }),
  ).toEqual([allow(AUDIT, ROLE_ARN)]);
});

it('does not apply to a role that names no bucket', () => {
  expect(check.arises?.(observedWith())).toBe(false);
  expect(check.arises?.(observedWith(bucketWith(deny())))).toBe(true);
});
