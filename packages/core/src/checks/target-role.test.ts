import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';
import { checkTester, type CheckCase } from '../__testUtils__/checkTester';
import {
  associatedWith,
  observedDocument,
  observedWith,
  ROLE_ARN,
  roleWith,
} from '../__testUtils__/observed';
import {
  organizationPolicy,
  organizationWith,
} from '../__testUtils__/organization';
import { absent, found, unknown, valueOf } from '../model/observation';
import type { Observed, ObservedAssociation } from '../model/observed';
import { check as assumedRoles } from './assumed-roles';
import { check } from './target-role';

const TARGET = 'arn:aws:iam::444455556666:role/orders-target';
const EXTERNAL_ID = 'eu-west-1/111122223333/prod-eu/production/orders/a-1';
const CHAIN = ['sts:AssumeRole', 'sts:TagSession'];
const [attached] = valueOf(observedWith().attachedPolicies)!;
const allowing = (document: PolicyDocument) => ({
  attachedPolicies: found([
    found({ ...valueOf(attached)!, document: observedDocument(document) }),
  ]),
});
const targetTrusting = (...statements: Statement[]) => ({
  assumedRoles: found([
    {
      arn: TARGET,
      role: roleWith(
        { Version: '2012-10-17', Statement: statements },
        { arn: TARGET, name: 'orders-target', path: '/' },
      ),
    },
  ]),
});
const associated = (
  association: Partial<ObservedAssociation>,
  statements: Statement[],
): Partial<Observed> => ({
  ...associatedWith({ targetRoleArn: TARGET, ...association }),
  ...allowing({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: CHAIN, Resource: TARGET },
  }),
  ...targetTrusting(...statements),
});
const trust = (change: Partial<Statement> = {}): Statement => ({
  Effect: 'Allow',
  Principal: { AWS: ROLE_ARN },
  Action: CHAIN,
  ...change,
});
/** The associated role may assume the target under a condition, and the target trusts it. */
const ownSideIf = (
  Condition: Statement['Condition'],
  association: Partial<ObservedAssociation> = {},
): Partial<Observed> => ({
  ...associated(association, [trust()]),
  ...allowing({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: CHAIN, Resource: TARGET, Condition },
  }),
});
/** The role and the target allow it. The organization has an SCP for the account of the role, and an RCP for the account of the target. */
const organized = (
  { scp, rcp }: { scp?: Statement; rcp?: Statement },
  association: Partial<ObservedAssociation> = {},
): Partial<Observed> => ({
  ...associated(association, [trust()]),
  organizations: {
    '111122223333': organizationWith({
      scps: { workloads: scp ? [organizationPolicy('limits', scp)] : [] },
    }),
    '444455556666': organizationWith({
      rcps: { root: rcp ? [organizationPolicy('perimeter', rcp)] : [] },
    }),
  },
});
const denying = (change: Partial<Statement> = {}): Statement => ({
  ...{ Effect: 'Deny', Principal: '*', Action: 'sts:*', Resource: '*' },
  ...change,
});
const denyingIf = (Condition: Statement['Condition']) => denying({ Condition });
/** An RCP for the account of the associated role. */
const withFirstRcp = (statement: Statement) => ({
  ...organized({}),
  organizations: {
    '111122223333': organizationWith({
      rcps: { root: [organizationPolicy('perimeter', statement)] },
    }),
  },
});
const targetAskingFor = (organizationId: string) => ({
  ...organized({}),
  ...targetTrusting(
    trust({
      Principal: { AWS: '*' },
      Condition: { StringEquals: { 'aws:PrincipalOrgID': organizationId } },
    }),
  ),
});
const tagged = (name: string, value: string) => ({
  StringEquals: { [`aws:RequestTag/${name}`]: value },
});
const withId = (id: string) => ({
  Condition: { StringEquals: { 'sts:ExternalId': id } },
});

const NEARBY = TARGET.replace('444455556666', '111122223333');
/** The associated role has no policies, and the target trusts it by name. */
const withoutOwnPolicies = (
  arn: string,
  change: Partial<Statement> = {},
): Partial<Observed> => ({
  ...associated({ targetRoleArn: arn }, []),
  ...allowing({ Version: '2012-10-17', Statement: [] }),
  assumedRoles: found([
    {
      arn,
      role: roleWith(
        { Version: '2012-10-17', Statement: [trust(change)] },
        { arn, name: 'orders-target', path: '/' },
      ),
    },
  ]),
});
const ROLE_ID = 'AROA0123456789ABCDEF';
const SESSION = 'arn:aws:sts::111122223333:assumed-role/orders-0a1b2c3d4e';
const forUser = (pattern: string) => ({
  Condition: { StringLike: { 'aws:userid': pattern } },
});
const denied = (change: Partial<Statement>) =>
  trust({ Effect: 'Deny', ...change });
const sessionCases: CheckCase[] = (
  [
    [
      'requires the user ID of the sessions of the associated role',
      [trust(forUser(`${ROLE_ID}:*`))],
    ],
    [
      'requires the user ID of its sessions with a key in another letter case',
      [trust({ Condition: { StringLike: { 'AWS:UserId': `${ROLE_ID}:*` } } })],
    ],
    [
      'denies other user IDs',
      [
        trust(),
        denied({
          Condition: { StringNotLike: { 'aws:userid': `${ROLE_ID}:*` } },
        }),
      ],
    ],
    [
      'names the account and one session of the associated role',
      [
        trust({
          Principal: {
            AWS: ['arn:aws:iam::111122223333:root', `${SESSION}/eks-prod-eu`],
          },
        }),
      ],
    ],
    [
      'denies a session of another role',
      [
        trust(),
        denied({
          Principal: {
            AWS: `${SESSION.replace('orders', 'other')}/eks-prod-eu`,
          },
        }),
      ],
    ],
  ] satisfies [string, Statement[]][]
)
  .map(
    ([name, statements]): CheckCase => ({
      name: `the target ${name}`,
      observed: associated({}, statements),
      result: 'pass',
      message: 'whose policies decide what pods can do',
    }),
  )
  .concat(
    (
      [
        [
          'requires a session name',
          [trust(forUser(`${ROLE_ID}:eks-prod-eu-*`))],
        ],
        [
          'denies some session names',
          [trust(), denied(forUser('*:eks-staging-*'))],
        ],
        [
          'names one session of the associated role',
          [trust({ Principal: { AWS: `${SESSION}/eks-prod-eu` } })],
        ],
        [
          'denies one session of the associated role',
          [trust(), denied({ Principal: { AWS: `${SESSION}/eks-prod-eu` } })],
        ],
      ] satisfies [string, Statement[]][]
    ).map(([name, statements]) => ({
      name: `the target ${name}`,
      observed: associated({}, statements),
      result: 'unknown',
      message: 'also depends on aws:userid',
    })),
  )
  .concat({
    name: 'the target requires the user ID of another role',
    observed: associated({}, [trust(forUser('AROAFFFFFFFFFFFFFFFF:*'))]),
    result: 'fail',
    message: 'so EKS Pod Identity cannot use the target role',
  });

checkTester(check, [
  {
    name: 'the role policies require the external ID of the association',
    observed: {
      ...associated({ externalId: EXTERNAL_ID }, [trust()]),
      ...allowing({
        Version: '2012-10-17',
        Statement: [
          {
            ...{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: TARGET },
            ...withId(EXTERNAL_ID),
          },
          { Effect: 'Allow', Action: 'sts:TagSession', Resource: TARGET },
        ],
      }),
    },
    result: 'pass',
    message: 'whose policies decide what pods can do',
  },
  {
    name: 'the role policies require the external ID for session tags too, which are set without one',
    observed: ownSideIf(withId(EXTERNAL_ID).Condition, {
      externalId: EXTERNAL_ID,
    }),
    result: 'fail',
    message: 'do not allow it to assume the target role',
  },
  {
    name: 'the role policies require the external ID of another association',
    observed: ownSideIf(withId('other').Condition, { externalId: EXTERNAL_ID }),
    result: 'fail',
    message: 'do not allow it to assume the target role',
  },
  {
    name: 'the role policies require the region of the cluster',
    observed: ownSideIf({
      StringEquals: { 'aws:RequestedRegion': 'eu-west-1' },
    }),
    result: 'pass',
    message: 'whose policies decide what pods can do',
  },
  {
    name: 'the role policies require a tag that EKS sends',
    observed: ownSideIf(tagged('kubernetes-namespace', 'production')),
    result: 'pass',
    message: 'whose policies decide what pods can do',
  },
  {
    name: 'the role policies require a tag that EKS does not send',
    observed: ownSideIf(tagged('team', 'pay')),
    result: 'fail',
    message: 'do not allow it to assume the target role',
  },
  {
    name: 'the role policies require a tag, but the association sends no tags',
    observed: ownSideIf(tagged('kubernetes-pod-name', 'orders-1'), {
      disableSessionTags: true,
    }),
    result: 'fail',
    message: 'do not allow it to assume the target role',
  },
  {
    name: 'the role policies require one pod',
    observed: ownSideIf(tagged('kubernetes-pod-name', 'orders-1')),
    result: 'unknown',
    message: 'also depends on aws:RequestTag/kubernetes-pod-name',
  },
  {
    name: 'the role policies require an IP address',
    observed: ownSideIf({ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }),
    result: 'unknown',
    message: 'also depends on aws:SourceIp',
  },
  {
    name: 'both the role and the target allow it',
    observed: associated({}, [trust()]),
    result: 'pass',
    message: `to assume target role ${TARGET}, whose policies decide`,
  },
  {
    name: 'the target requires the external ID of the association',
    observed: associated({ externalId: EXTERNAL_ID }, [
      trust({ ...withId(EXTERNAL_ID), Action: 'sts:AssumeRole' }),
      trust({ Action: 'sts:TagSession' }),
    ]),
    result: 'pass',
    message: 'whose policies decide what pods can do',
  },
  {
    name: 'the target requires the external ID for session tags too, which are set without one',
    observed: associated({ externalId: EXTERNAL_ID }, [
      trust(withId(EXTERNAL_ID)),
    ]),
    result: 'fail',
    message: 'so EKS Pod Identity cannot use the target role',
    remediation: '"Action":["sts:TagSession"]',
  },
  {
    name: 'the target requires the external ID of another association',
    observed: associated({ externalId: EXTERNAL_ID }, [trust(withId('other'))]),
    result: 'fail',
    message: 'so EKS Pod Identity cannot use the target role',
    remediation: EXTERNAL_ID,
  },
  {
    name: 'the target requires a tag that EKS sends',
    observed: associated({}, [
      trust({
        Condition: {
          StringEquals: {
            'aws:RequestTag/kubernetes-service-account': 'orders',
          },
        },
      }),
    ]),
    result: 'pass',
    message: 'whose policies decide what pods can do',
  },
  {
    name: 'the target requires the tag of one pod',
    observed: associated({}, [
      trust({
        Condition: {
          StringEquals: { 'aws:PrincipalTag/kubernetes-pod-name': 'orders-1' },
        },
      }),
    ]),
    result: 'unknown',
    message: 'also depends on aws:PrincipalTag/kubernetes-pod-name',
  },
  {
    name: 'the target allows it only until a past date',
    observed: associated({}, [
      trust({
        Condition: { DateLessThan: { 'aws:CurrentTime': '2020-01-01' } },
      }),
    ]),
    result: 'fail',
    message: 'so EKS Pod Identity cannot use the target role',
  },
  {
    name: 'the target denies it since a past date',
    observed: associated({}, [
      trust(),
      trust({
        Effect: 'Deny',
        Condition: { DateGreaterThan: { 'aws:CurrentTime': '2020-01-01' } },
      }),
    ]),
    result: 'fail',
    message: 'so EKS Pod Identity cannot use the target role',
    remediation: 'A Deny statement',
  },
  {
    name: 'the target denies some IP addresses',
    observed: associated({}, [
      trust(),
      trust({
        Effect: 'Deny',
        Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
      }),
    ]),
    result: 'unknown',
    message: 'also depends on aws:SourceIp',
  },
  {
    name: 'the target has an IP condition with IfExists',
    observed: associated({}, [
      trust({
        Condition: { IpAddressIfExists: { 'aws:SourceIp': '203.0.113.0/24' } },
      }),
    ]),
    result: 'unknown',
    message: 'also depends on aws:SourceIp',
  },
  {
    name: 'the target does not allow session tags',
    observed: associated({}, [trust({ Action: 'sts:AssumeRole' })]),
    result: 'fail',
    message: 'so EKS Pod Identity cannot use the target role',
    remediation: 'sts:TagSession',
  },
  {
    name: 'the target does not allow session tags, and the association sends none',
    observed: associated({ disableSessionTags: true }, [
      trust({ Action: 'sts:AssumeRole' }),
    ]),
    result: 'pass',
    message: 'whose policies decide what pods can do',
  },
  {
    name: 'the target trusts another role',
    observed: associated({}, [
      trust({ Principal: { AWS: ROLE_ARN.replace('orders', 'other') } }),
    ]),
    result: 'fail',
    message: 'so EKS Pod Identity cannot use the target role',
    remediation:
      'In account 444455556666, change the trust policy of role orders-target so that it trusts',
  },
  {
    name: 'the associated role has no permission to assume it',
    observed: {
      ...associated({}, [trust()]),
      attachedPolicies: found([]),
    },
    result: 'fail',
    message: 'do not allow it to assume the target role',
    remediation:
      'aws iam put-role-policy --role-name orders-0a1b2c3d4e --policy-name assume-target-role',
  },
  {
    name: 'the associated role can assume it, but not with session tags',
    observed: {
      ...associated({}, [trust()]),
      ...allowing({
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Resource: TARGET,
        },
      }),
    },
    result: 'fail',
    message: 'do not allow it to assume the target role',
    remediation: 'sts:TagSession',
  },
  {
    name: 'the boundary of the associated role does not allow it',
    observed: {
      ...associated({}, [trust()]),
      permissionsBoundary: found({
        ...valueOf(attached)!,
        document: observedDocument({
          Version: '2012-10-17',
          Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' },
        }),
      }),
    },
    result: 'fail',
    message: 'do not allow it to assume the target role',
    remediation: 'A permissions boundary must allow it too',
  },
  ...sessionCases,
  {
    name: 'a target of the same account names the associated role, which has no policies',
    observed: withoutOwnPolicies(NEARBY),
    result: 'pass',
    message: 'whose policies decide what pods can do',
  },
  {
    name: 'a target of another account names the associated role, which has no policies',
    observed: withoutOwnPolicies(TARGET),
    result: 'fail',
    message: 'do not allow it to assume the target role',
  },
  {
    name: 'a target of the same account trusts the account, and the role has no policies',
    observed: withoutOwnPolicies(NEARBY, {
      Principal: { AWS: 'arn:aws:iam::111122223333:root' },
    }),
    result: 'fail',
    message: 'do not allow it to assume the target role',
  },
  {
    name: 'a target of the same account names the associated role for some IP addresses',
    observed: withoutOwnPolicies(NEARBY, {
      Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
    }),
    result: 'unknown',
    message: 'also depends on aws:SourceIp',
  },
  {
    name: 'a target of the same account names the role, but its boundary does not allow it',
    observed: {
      ...withoutOwnPolicies(NEARBY),
      permissionsBoundary: found({
        ...valueOf(attached)!,
        document: observedDocument({
          Version: '2012-10-17',
          Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' },
        }),
      }),
    },
    result: 'fail',
    message: 'do not allow it to assume the target role',
  },
  {
    name: 'a target of the same account names the role, but its policies deny it',
    observed: {
      ...withoutOwnPolicies(NEARBY),
      ...allowing({
        Version: '2012-10-17',
        Statement: { Effect: 'Deny', Action: CHAIN, Resource: '*' },
      }),
    },
    result: 'fail',
    message: 'do not allow it to assume the target role',
  },
  {
    name: "an RCP of the target's account denies it",
    observed: organized({ rcp: denying({ Action: 'sts:AssumeRole' }) }),
    result: 'fail',
    fault: 'organization-denies',
    message: 'denies sts:AssumeRole',
    remediation:
      'exempt sts:AssumeRole or the role in resource control policy "perimeter" attached to the root',
  },
  {
    name: "an RCP of the target's account denies session tags",
    observed: organized({ rcp: denying({ Action: 'sts:TagSession' }) }),
    result: 'fail',
    fault: 'organization-denies',
    message: 'denies sts:TagSession',
  },
  {
    name: 'an RCP denies session tags, and the association sends none',
    observed: organized(
      { rcp: denying({ Action: 'sts:TagSession' }) },
      { disableSessionTags: true },
    ),
    result: 'pass',
    message: 'whose policies decide what pods can do',
  },
  {
    name: 'an RCP denies callers outside the organization of the role',
    observed: organized({
      rcp: denyingIf({
        StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-company99' },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
      }),
    }),
    result: 'pass',
    message: 'whose policies decide what pods can do',
  },
  {
    name: 'an RCP denies callers outside another organization',
    observed: organized({
      rcp: denyingIf({
        StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-other' },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
      }),
    }),
    result: 'fail',
    fault: 'organization-denies',
    message: 'denies sts:AssumeRole',
  },
  {
    name: 'an RCP denies some IP addresses',
    observed: organized({
      rcp: denyingIf({ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }),
    }),
    result: 'unknown',
    message: 'That depends on aws:SourceIp',
    remediation: 'in resource control policy "perimeter"',
  },
  {
    name: 'an RCP denies the pods of another namespace',
    observed: organized({
      rcp: denyingIf({
        StringNotEquals: {
          'aws:RequestTag/kubernetes-namespace': 'production',
        },
      }),
    }),
    result: 'pass',
    message: 'whose policies decide what pods can do',
  },
  {
    name: 'an RCP denies one pod',
    observed: organized({
      rcp: denyingIf({
        StringEquals: { 'aws:PrincipalTag/kubernetes-pod-name': 'orders-1' },
      }),
    }),
    result: 'unknown',
    message: 'That depends on aws:PrincipalTag/kubernetes-pod-name',
    remediation: 'in resource control policy "perimeter"',
  },
  {
    name: "an SCP of the associated role's account denies other regions",
    observed: organized({
      scp: {
        ...{ Effect: 'Deny', Action: '*', Resource: '*' },
        Condition: { StringNotEquals: { 'aws:RequestedRegion': 'us-east-1' } },
      },
    }),
    result: 'fail',
    fault: 'organization-denies',
    message: 'denies sts:AssumeRole',
    remediation: 'service control policy "limits" attached to OU workloads',
  },
  {
    name: 'an SCP denies roles of other organizations',
    observed: organized({
      scp: {
        ...{ Effect: 'Deny', Action: 'sts:AssumeRole', Resource: '*' },
        Condition: { StringNotEquals: { 'aws:ResourceOrgID': 'o-company99' } },
      },
    }),
    result: 'pass',
    message: 'whose policies decide what pods can do',
  },
  {
    name: 'an RCP of the account of the associated role denies EKS',
    observed: withFirstRcp(denying()),
    result: 'fail',
    fault: 'organization-denies',
    message: 'EKS needs this to assume role orders-0a1b2c3d4e',
    remediation: 'in resource control policy "perimeter"',
  },
  {
    name: 'an RCP of the account of the associated role denies EKS for some IP addresses',
    observed: withFirstRcp(
      denyingIf({ NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }),
    ),
    result: 'unknown',
    message: 'aws:SourceIp',
    remediation: 'perimeter',
  },
  {
    name: 'an RCP of the account of the target denies services, but the role assumes it',
    observed: organized({
      rcp: denyingIf({ Bool: { 'aws:PrincipalIsAWSService': 'true' } }),
    }),
    result: 'pass',
    message: 'whose policies decide what pods can do',
  },
  {
    name: 'the target requires the organization of the associated role',
    observed: targetAskingFor('o-company99'),
    result: 'pass',
    message: 'whose policies decide what pods can do',
  },
  {
    name: 'the target requires another organization',
    observed: targetAskingFor('o-other'),
    result: 'fail',
    message: 'so EKS Pod Identity cannot use the target role',
  },
  {
    name: 'the target does not exist',
    observed: {
      ...associated({}, [trust()]),
      assumedRoles: found([{ arn: TARGET, role: absent() }]),
    },
    result: 'fail',
    message: 'which does not exist',
    remediation: 'account 444455556666',
  },
  {
    name: 'the account of the target is not configured',
    observed: {
      ...associated({}, [trust()]),
      assumedRoles: found([{ arn: TARGET, role: unknown('Not configured.') }]),
    },
    result: 'unknown',
    message: 'Not configured.',
  },
]);

it('replaces the check of assumed roles when an association has a target role', () => {
  const observed = observedWith(associated({}, [trust()]));
  expect(check.arises?.(observed)).toBe(true);
  expect(assumedRoles.arises?.(observed)).toBe(false);
  expect(check.arises?.(observedWith(associatedWith()))).toBe(false);
});
