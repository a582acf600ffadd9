import type { Statement } from '@backstage-irsa/iam-policy';
import { checkTester } from '../__testUtils__/checkTester';
import {
  associatedWith,
  observedWith,
  roleWith,
  trustOf,
} from '../__testUtils__/observed';
import { organizationWith } from '../__testUtils__/organization';
import { check } from './pod-identity-trust';
import {
  evaluatePodIdentity,
  podIdentityClaims,
} from './utils/podIdentityTrust';

const SCOPE = {
  'aws:RequestTag/eks-cluster-arn':
    'arn:aws:eks:eu-west-1:111122223333:cluster/prod-eu',
  'aws:RequestTag/kubernetes-namespace': 'production',
  'aws:RequestTag/kubernetes-service-account': 'orders',
};
const statement = (change: Partial<Statement> = {}): Statement => ({
  Effect: 'Allow',
  Principal: { Service: 'pods.eks.amazonaws.com' },
  Action: ['sts:AssumeRole', 'sts:TagSession'],
  Condition: { StringEquals: SCOPE },
  ...change,
});
const trusting = (...Statement: Statement[]) => ({
  ...associatedWith(),
  role: roleWith({ Version: '2012-10-17', Statement }),
});
const UPDATE =
  'aws iam update-assume-role-policy --role-name orders-0a1b2c3d4e';
const invoices = statement({
  Condition: {
    StringEquals: {
      ...SCOPE,
      'aws:RequestTag/kubernetes-service-account': 'invoices',
    },
  },
});

const also = (Condition: Statement['Condition']) =>
  trusting(statement({ Condition }));

checkTester(check, [
  {
    name: 'a condition with a future end date',
    observed: also({ DateLessThan: { 'aws:CurrentTime': '2030-01-01' } }),
    result: 'pass',
    message: 'allows pods.eks.amazonaws.com',
  },
  {
    name: 'a Deny since a past date',
    observed: trusting(
      statement(),
      statement({
        Effect: 'Deny',
        Condition: { DateGreaterThan: { 'aws:CurrentTime': '2020-01-01' } },
      }),
    ),
    result: 'fail',
    fault: 'pod-identity-trust',
    message: 'does not allow sts:AssumeRole',
    remediation: 'change the time in the condition',
    commands: [],
  },
  {
    name: 'a condition with a past end date',
    observed: also({ DateLessThan: { 'aws:CurrentTime': '2026-11-10' } }),
    result: 'fail',
    fault: 'pod-identity-trust',
    message: 'at this time.',
    remediation: 'change the time in the condition',
    commands: [],
  },
  {
    name: 'a condition on a tag key that EKS sends',
    observed: also({
      'ForAnyValue:StringEquals': { 'aws:TagKeys': ['kubernetes-namespace'] },
    }),
    result: 'pass',
    message: 'allows pods.eks.amazonaws.com',
  },
  {
    name: 'a condition that allows only a tag key that EKS does not send',
    observed: also({
      'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] },
    }),
    result: 'fail',
    fault: 'pod-identity-trust',
    message: 'does not allow sts:AssumeRole',
  },
  {
    name: 'a condition on a tag of the role',
    observed: {
      ...associatedWith(),
      role: roleWith(
        {
          Version: '2012-10-17',
          Statement: [
            statement({
              Condition: { StringEquals: { 'aws:ResourceTag/team': 'shop' } },
            }),
          ],
        },
        { tags: { team: 'shop' } },
      ),
    },
    result: 'pass',
    message: 'allows pods.eks.amazonaws.com',
  },
  {
    name: 'a statement for exactly this ServiceAccount',
    observed: trusting(statement()),
    result: 'pass',
    message: 'to assume it for production/orders',
  },
  {
    name: 'a statement for any association of the account',
    observed: trusting(statement({ Condition: undefined })),
    result: 'pass',
    message: 'to assume it for production/orders',
  },
  {
    name: 'a statement for the ARN of the cluster',
    observed: trusting(
      statement({
        Condition: {
          ArnEquals: {
            'aws:SourceArn':
              'arn:aws:eks:eu-west-1:111122223333:cluster/prod-eu',
          },
        },
      }),
    ),
    result: 'pass',
    message: 'to assume it for production/orders',
  },
  {
    name: 'a statement without session tags, and an association without tags',
    observed: {
      ...trusting(
        statement({ Action: 'sts:AssumeRole', Condition: undefined }),
      ),
      ...associatedWith({ disableSessionTags: true }),
    },
    result: 'pass',
    message: 'to assume it for production/orders',
  },
  {
    name: 'pod-identity-trust: session tags are not allowed',
    observed: trusting(statement({ Action: 'sts:AssumeRole' })),
    result: 'fail',
    fault: 'pod-identity-trust',
    message: 'does not allow sts:TagSession to pods.eks.amazonaws.com',
    remediation: UPDATE,
  },
  {
    name: 'pod-identity-trust: only web identity is trusted',
    observed: { ...associatedWith(), role: roleWith(trustOf()) },
    result: 'fail',
    fault: 'pod-identity-trust',
    message: 'does not allow sts:AssumeRole',
    remediation: UPDATE,
  },
  {
    name: 'pod-identity-trust: another ServiceAccount is named',
    observed: trusting(invoices),
    result: 'fail',
    fault: 'pod-identity-trust',
    message: 'for production/orders',
    remediation: UPDATE,
  },
  {
    name: 'pod-identity-trust: a Deny',
    observed: trusting(
      statement(),
      statement({ Effect: 'Deny', Condition: undefined }),
    ),
    result: 'fail',
    fault: 'pod-identity-trust',
    message: 'does not allow',
    remediation: 'Statement 2 of the trust policy denies it',
  },
  {
    name: 'a condition on the name of the pod',
    observed: trusting(
      statement({
        Condition: {
          StringLike: { 'aws:RequestTag/kubernetes-pod-name': 'orders-0*' },
        },
      }),
    ),
    result: 'unknown',
    message: 'also depends on aws:RequestTag/kubernetes-pod-name',
  },
  {
    name: 'a condition on the absence of the pod name, which EKS always sends',
    observed: also({ Null: { 'aws:RequestTag/kubernetes-pod-name': 'true' } }),
    result: 'fail',
    fault: 'pod-identity-trust',
    message: 'does not allow sts:AssumeRole',
  },
  {
    name: 'a condition on a tag that EKS never sends',
    observed: also({ StringEquals: { 'aws:RequestTag/team': 'shop' } }),
    result: 'fail',
    fault: 'pod-identity-trust',
    message: 'does not allow sts:AssumeRole',
  },
  {
    name: 'a condition on the organization, which was not read',
    observed: also({ StringEquals: { 'aws:SourceOrgID': 'o-mine' } }),
    result: 'unknown',
    message: 'also depends on aws:SourceOrgID',
  },
  {
    name: 'a condition on the organization of the cluster',
    observed: {
      ...also({ StringEquals: { 'aws:SourceOrgID': 'o-company99' } }),
      organizations: { '111122223333': organizationWith({}) },
    },
    result: 'pass',
    message: 'allows pods.eks.amazonaws.com',
  },
  {
    name: 'a condition on another organization',
    observed: {
      ...also({ StringEquals: { 'aws:SourceOrgID': 'o-other' } }),
      organizations: { '111122223333': organizationWith({}) },
    },
    result: 'fail',
    fault: 'pod-identity-trust',
    message: 'does not allow sts:AssumeRole',
  },
  {
    name: 'a condition that allows only AWS services',
    observed: also({ Bool: { 'aws:PrincipalIsAWSService': 'true' } }),
    result: 'pass',
    message: 'allows pods.eks.amazonaws.com',
  },
  {
    name: 'a Deny of some IP addresses',
    observed: trusting(
      statement(),
      statement({
        Effect: 'Deny',
        Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
      }),
    ),
    result: 'unknown',
    message: 'also depends on aws:SourceIp',
  },
  {
    name: 'an IP condition with IfExists',
    observed: also({
      IpAddressIfExists: { 'aws:SourceIp': '203.0.113.0/24' },
    }),
    result: 'unknown',
    message: 'also depends on aws:SourceIp',
  },
  {
    name: 'a Deny of some pods of another ServiceAccount',
    observed: trusting(
      statement(),
      statement({
        Effect: 'Deny',
        Condition: {
          StringLike: { 'aws:RequestTag/kubernetes-pod-name': 'pay-*' },
          StringEquals: {
            'aws:RequestTag/kubernetes-service-account': 'pay',
          },
        },
      }),
    ),
    result: 'pass',
    message: 'allows pods.eks.amazonaws.com',
  },
]);

it.each([
  [
    'completes the statement that lacks actions',
    [statement({ Action: 'sts:AssumeRole', Sid: 'Pods' })],
    [statement({ Sid: 'Pods' })],
  ],
  [
    'adds a statement beside that of another ServiceAccount',
    [invoices],
    [invoices, statement()],
  ],
])('%s', (_, before, after) => {
  const observed = observedWith(trusting(...before));
  const resolved = JSON.parse(
    check.run(observed, null).remediation?.diff?.after ?? '',
  );
  expect(resolved.Statement).toEqual(after);
  const claims = podIdentityClaims(observed)!;
  expect(evaluatePodIdentity(resolved, claims).result.decision).toBe('Allowed');
});

it('does not complete a statement with a policy variable when the document version does not support variables', () => {
  const part = statement({
    Action: 'sts:AssumeRole',
    Condition: {
      StringEquals: { ...SCOPE, 'aws:SourceAccount': '${aws:SourceAccount}' },
    },
  });
  const fixed = (Version?: '2012-10-17') => {
    const document = { ...(Version && { Version }), Statement: [part] };
    const role = roleWith(document);
    const observed = observedWith({ ...associatedWith(), role });
    return JSON.parse(check.run(observed, null).remediation?.diff?.after ?? '');
  };
  const { Action } = statement();
  expect(fixed('2012-10-17').Statement).toEqual([{ ...part, Action }]);
  expect(fixed().Statement).toEqual([part, statement()]);
});
