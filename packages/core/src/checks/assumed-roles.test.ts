import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';
import { buildPermissionsPolicy } from '../grants';
import { type Grant } from '../model/types';
import { checkTester } from '../__testUtils__/checkTester';
import {
  associatedWith,
  observedDocument,
  observedWith,
  ROLE_ARN,
  roleWith,
  trustOf,
} from '../__testUtils__/observed';
import {
  organizationPolicy,
  organizationWith,
} from '../__testUtils__/organization';
import { absent, found, unknown, valueOf } from '../model/observation';
import type { Observed } from '../model/observed';
import { check } from './assumed-roles';
import { checks } from './registry';

const OTHER = 'arn:aws:iam::444455556666:role/shared/reports';
const UNUSED = 'arn:aws:iam::444455556666:role/shared/unused';
const GRANTS: Grant[] = [
  { service: 'sts', access: 'assume-role', resource: OTHER },
];
const [attached] = valueOf(observedWith().attachedPolicies)!;
const allowing = (document: PolicyDocument) =>
  found([
    found({ ...valueOf(attached)!, document: observedDocument(document) }),
  ]);
const granted = allowing(
  buildPermissionsPolicy(GRANTS, {
    partition: 'aws',
    region: 'eu-west-1',
    accountId: '111122223333',
  }),
);
const bothNamed = allowing({
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Resource: [UNUSED, OTHER],
  },
});
const trusting = (...statements: Statement[]): Partial<Observed> => ({
  grants: GRANTS,
  attachedPolicies: granted,
  assumedRoles: found([
    {
      arn: OTHER,
      role: roleWith(
        { Version: '2012-10-17', Statement: statements },
        { arn: OTHER, name: 'reports', path: '/shared/' },
      ),
    },
  ]),
});
const allow = (change: Partial<Statement> = {}): Statement => ({
  Effect: 'Allow',
  Principal: { AWS: ROLE_ARN },
  Action: 'sts:AssumeRole',
  ...change,
});

/** Returns organizations in which an RCP for the other role denies STS under the condition. */
const perimeter = (Condition: Statement['Condition']): Partial<Observed> => ({
  organizations: {
    '111122223333': organizationWith({}),
    '444455556666': organizationWith({
      rcps: {
        root: [
          organizationPolicy('perimeter', {
            ...{ Effect: 'Deny', Principal: '*', Action: 'sts:*' },
            ...{ Resource: '*', Condition },
          }),
        ],
      },
    }),
  },
});

checkTester(check, [
  {
    name: "an RCP of the other role's account denies roles of other organizations",
    observed: {
      ...trusting(allow()),
      ...perimeter({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-other' } }),
    },
    result: 'fail',
    fault: 'organization-denies',
    message: 'denies sts:AssumeRole',
    remediation:
      'exempt sts:AssumeRole or the role in resource control policy "perimeter"',
  },
  {
    name: "an RCP of the other role's account denies some IP addresses",
    observed: {
      ...trusting(allow()),
      ...perimeter({ NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }),
    },
    result: 'unknown',
    message: 'That depends on aws:SourceIp',
    remediation: 'perimeter',
  },
  {
    name: 'the other role names the role',
    observed: trusting(allow()),
    result: 'pass',
    message: `is trusted by ${OTHER}`,
  },
  {
    name: 'the other role trusts the whole account, so the policies of the role decide',
    observed: trusting(
      allow({ Principal: { AWS: 'arn:aws:iam::111122223333:root' } }),
    ),
    result: 'pass',
    message: 'is trusted by',
  },
  {
    name: 'the other role requires a tag that the role has',
    observed: {
      ...trusting(
        allow({
          Principal: { AWS: '111122223333' },
          Condition: { StringEquals: { 'aws:PrincipalTag/team': 'orders' } },
        }),
      ),
      role: roleWith(trustOf(), { tags: { team: 'orders' } }),
    },
    result: 'pass',
    message: 'is trusted by',
  },
  {
    name: 'the other role trusts only a third role',
    observed: trusting(
      allow({ Principal: { AWS: 'arn:aws:iam::111122223333:role/other' } }),
    ),
    result: 'fail',
    message: 'but the trust policy of that role does not',
    remediation:
      'In account 444455556666, change the trust policy of role reports so that it trusts role',
  },
  {
    name: 'the other role requires a tag that the role does not have',
    observed: trusting(
      allow({
        Condition: { StringEquals: { 'aws:PrincipalTag/team': 'orders' } },
      }),
    ),
    result: 'fail',
    message: 'but the trust policy of that role does not',
    remediation: 'update-assume-role-policy --role-name reports',
  },
  {
    name: 'the other role denies the role',
    observed: trusting(allow(), allow({ Effect: 'Deny' })),
    result: 'fail',
    message: 'but the trust policy of that role does not',
    remediation: 'the owner of account 444455556666',
  },
  {
    name: 'the other role requires an external ID',
    observed: trusting(
      allow({ Condition: { StringEquals: { 'sts:ExternalId': 'x' } } }),
    ),
    result: 'unknown',
    message: 'sts:ExternalId, which only a request from the application',
    remediation: 'external ID',
  },
  {
    name: 'the other role denies callers without an external ID',
    observed: trusting(
      allow(),
      allow({
        Effect: 'Deny',
        Condition: { StringNotEquals: { 'sts:ExternalId': 'x' } },
      }),
    ),
    result: 'unknown',
    message: 'sts:ExternalId',
    remediation: 'external ID',
  },
  {
    name: 'the other role does not allow the session tags of EKS Pod Identity',
    observed: { ...trusting(allow()), ...associatedWith() },
    result: 'fail',
    message: 'but the trust policy of that role does not',
    remediation: 'sts:TagSession',
  },
  {
    name: 'the other role allows the session tags of EKS Pod Identity',
    observed: {
      ...trusting(allow({ Action: ['sts:AssumeRole', 'sts:TagSession'] })),
      ...associatedWith(),
    },
    result: 'pass',
    message: 'is trusted by',
  },
  {
    name: 'the other role does not exist',
    observed: {
      ...trusting(),
      assumedRoles: found([{ arn: OTHER, role: absent() }]),
    },
    result: 'fail',
    message: 'does not exist',
    remediation: 'account 444455556666',
  },
  {
    name: 'a role that only the policies name does not exist',
    observed: {
      ...trusting(),
      ...{ grants: [], assumedRoles: found([{ arn: OTHER, role: absent() }]) },
    },
    result: 'warn',
    message: 'No grant of the spec names it',
    remediation: 'remove it from the policies of role',
  },
  {
    name: 'a role that only the policies name does not trust the role',
    observed: {
      ...trusting(
        allow({ Principal: { AWS: 'arn:aws:iam::111122223333:role/other' } }),
      ),
      grants: [],
    },
    result: 'warn',
    message: 'No grant of the spec names it',
    remediation: 'change the trust policy of role reports',
  },
  {
    name: 'a role of a grant does not exist, and neither does one that only the policies name',
    observed: {
      ...trusting(),
      attachedPolicies: bothNamed,
      assumedRoles: found([
        { arn: UNUSED, role: absent() },
        { arn: OTHER, role: absent() },
      ]),
    },
    result: 'fail',
    message: `assume role ${OTHER}, which does not exist`,
  },
  {
    name: 'one role that only the policies name does not exist, and another cannot be read',
    observed: {
      ...trusting(),
      grants: [],
      attachedPolicies: bothNamed,
      assumedRoles: found([
        { arn: UNUSED, role: unknown('AccessDenied') },
        { arn: OTHER, role: absent() },
      ]),
    },
    result: 'warn',
    message: 'does not exist',
  },
  {
    name: 'the account of the other role is not configured',
    observed: {
      ...trusting(),
      assumedRoles: found([
        {
          arn: OTHER,
          role: unknown('This backend is not configured for account 4.'),
        },
      ]),
    },
    result: 'unknown',
    message: 'not configured for account 4',
  },
]);

describe('the check of assumed roles', () => {
  const arises = (change: Partial<Observed>) =>
    check.arises?.(observedWith({ ...trusting(allow()), ...change }));

  it.each<[boolean, string, Partial<Observed>]>([
    [true, 'for a grant to assume the role', {}],
    [true, 'for a role that only a policy allows to assume', { grants: [] }],
    [
      false,
      'for a role that the permissions boundary does not allow to assume',
      {
        grants: [],
        permissionsBoundary: found({
          ...valueOf(attached)!,
          document: observedDocument({
            Version: '2012-10-17',
            Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' },
          }),
        }),
      },
    ],
    [
      false,
      'for a role that the policies only allow to pass (iam:PassRole)',
      {
        grants: [],
        attachedPolicies: allowing({
          Version: '2012-10-17',
          Statement: {
            Effect: 'Allow',
            Action: 'iam:PassRole',
            Resource: OTHER,
          },
        }),
      },
    ],
    [
      false,
      'for an empty list of roles to assume',
      { assumedRoles: found([]) },
    ],
  ])('applies (%s) %s', (expected, _, change) => {
    expect(arises(change)).toBe(expected);
  });
});

it('lets the grants check pass when the role itself allows the grant of another role', () => {
  const grants = checks.find(({ meta }) => meta.id === 'grants')!;
  const { result } = grants.run(observedWith(trusting()), null);
  expect(result).toBe('pass');
});
