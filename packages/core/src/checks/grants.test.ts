import type { Grant } from '../model/types';
import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { checkTester } from '../__testUtils__/checkTester';
import {
  observedDocument,
  observedWith,
  roleWith,
  trustOf,
} from '../__testUtils__/observed';
import { found, unknown, valueOf } from '../model/observation';
import { buildPermissionsPolicy } from '../grants';
import { check } from './grants';

const READ: Grant[] = [{ service: 's3', access: 'read', resource: 'orders' }];
const WRITE: Grant[] = [{ service: 's3', access: 'write', resource: 'orders' }];
const METRICS: Grant[] = [
  { service: 'cloudwatch', access: 'publish', resource: 'Orders' },
];
const ours = roleWith(trustOf(), {
  tags: { 'backstage-irsa.dev/managed-by': 'backstage' },
});
const [attached] = valueOf(observedWith().attachedPolicies)!;
const boundary = (document: PolicyDocument) =>
  found({
    ...valueOf(attached)!,
    name: 'boundary',
    document: observedDocument(document),
  });
const ARN = 'arn:aws:iam::111122223333:policy/irsa/orders-0a1b2c3d4e';

const REGION = { 'aws:RequestedRegion': 'eu-west-1' };
const allowAll = { Effect: 'Allow', Action: '*', Resource: '*' } as const;
const denyUnless = (wanted: Record<string, string>): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [
    allowAll,
    { ...allowAll, Effect: 'Deny', Condition: { StringNotEquals: wanted } },
  ],
});
const under = (document: PolicyDocument) => ({
  grants: READ,
  role: roleWith(trustOf(), { tags: { team: 'pay' } }),
  permissionsBoundary: boundary(document),
});

/** A role with a grant for metrics, and a boundary that allows one namespace. */
const metricsWhere = (namespace: string) => ({
  ...under({
    Version: '2012-10-17',
    Statement: {
      ...allowAll,
      Condition: { StringEquals: { 'cloudwatch:namespace': namespace } },
    },
  }),
  grants: METRICS,
  attachedPolicies: found([
    found({
      ...valueOf(attached)!,
      document: observedDocument(
        buildPermissionsPolicy(METRICS, {
          ...{ partition: 'aws', region: 'eu-west-1' },
          accountId: '111122223333',
        }),
      ),
    }),
  ]),
});

checkTester(check, [
  {
    name: 'the boundary allows it in the region of the cluster',
    observed: under({
      Version: '2012-10-17',
      Statement: { ...allowAll, Condition: { StringEquals: REGION } },
    }),
    result: 'pass',
    message: 'allows everything that its spec requests',
  },
  {
    name: 'the boundary denies other regions',
    observed: under(denyUnless(REGION)),
    result: 'pass',
    message: 'allows everything that its spec requests',
  },
  {
    name: 'action-not-allowed: the boundary denies the region of the cluster',
    observed: under(denyUnless({ 'aws:RequestedRegion': 'us-east-1' })),
    result: 'fail',
    fault: 'action-not-allowed',
    message: 'do not allow s3:GetObject',
  },
  {
    name: 'the boundary denies roles without a tag that the role has',
    observed: under(denyUnless({ 'aws:PrincipalTag/team': 'pay' })),
    result: 'pass',
    message: 'allows everything that its spec requests',
  },
  {
    name: 'action-not-allowed: the boundary denies roles without a tag that the role does not have',
    observed: under(denyUnless({ 'aws:PrincipalTag/cost': '1' })),
    result: 'fail',
    fault: 'action-not-allowed',
    message: 'do not allow s3:GetObject',
  },
  {
    name: 'action-not-allowed: the boundary denies callers without MFA, which no role has',
    observed: under({
      Version: '2012-10-17',
      Statement: [
        allowAll,
        {
          ...allowAll,
          Effect: 'Deny',
          Condition: {
            BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' },
          },
        },
      ],
    }),
    result: 'fail',
    fault: 'action-not-allowed',
    message: 'do not allow s3:GetObject',
  },
  {
    name: 'the boundary denies instance credentials, which pods do not have',
    observed: under({
      Version: '2012-10-17',
      Statement: [
        allowAll,
        {
          ...allowAll,
          Effect: 'Deny',
          Condition: {
            StringNotEquals: {
              'aws:SourceVpc': '${aws:Ec2InstanceSourceVpc}',
            },
            Null: { 'ec2:SourceInstanceARN': 'false' },
          },
        },
      ],
    }),
    result: 'pass',
    message: 'allows everything that its spec requests',
  },
  {
    name: 'the boundary allows metrics of the namespace that the grant names',
    observed: metricsWhere('Orders'),
    result: 'pass',
    message: 'allows everything that its spec requests',
  },
  {
    name: 'action-not-allowed: the boundary allows metrics of another namespace',
    observed: metricsWhere('Payments'),
    result: 'fail',
    fault: 'action-not-allowed',
    message: 'do not allow cloudwatch:PutMetricData',
  },
  {
    name: 'the boundary denies resources of other accounts, but bucket ARNs name no account',
    observed: under(denyUnless({ 'aws:ResourceAccount': '111122223333' })),
    result: 'unknown',
    message:
      'depends on aws:ResourceAccount, which only a request from the pod can show',
  },
  {
    name: 'the boundary denies calls through other VPC endpoints',
    observed: under(denyUnless({ 'aws:SourceVpce': 'vpce-1' })),
    result: 'unknown',
    message: 'depends on aws:SourceVpce',
  },
  {
    name: 'the boundary allows calls through one VPC endpoint',
    observed: under({
      Version: '2012-10-17',
      Statement: {
        ...allowAll,
        Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } },
      },
    }),
    result: 'unknown',
    message: 'depends on aws:SourceVpce',
  },
  {
    name: 'action-not-allowed: a Deny of other VPC endpoints, and no Allow',
    observed: {
      ...under(denyUnless({ 'aws:SourceVpce': 'vpce-1' })),
      attachedPolicies: found([]),
    },
    result: 'fail',
    fault: 'action-not-allowed',
    message: 'do not allow s3:GetObject',
  },
  {
    name: 'the policies allow every grant',
    observed: { grants: READ, role: ours },
    result: 'pass',
    message: 'allows everything that its spec requests',
  },
  {
    name: 'action-not-allowed: the policy was changed',
    observed: { grants: WRITE, role: ours },
    result: 'fail',
    fault: 'action-not-allowed',
    message:
      'The spec requests s3 write on orders, but the policies of role orders-0a1b2c3d4e do not allow s3:PutObject on arn:aws:s3:::orders/any',
    remediation: `aws iam create-policy-version --policy-arn ${ARN} --policy-document`,
  },
  {
    name: 'action-not-allowed: the policy was detached',
    observed: { grants: READ, role: ours, attachedPolicies: found([]) },
    result: 'fail',
    fault: 'action-not-allowed',
    message: 'do not allow s3:GetObject',
    remediation: `aws iam attach-role-policy --role-name orders-0a1b2c3d4e --policy-arn ${ARN}`,
  },
  {
    name: 'action-not-allowed: the boundary does not allow it',
    observed: {
      grants: READ,
      role: ours,
      permissionsBoundary: boundary({
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Action: 'sqs:*', Resource: '*' },
      }),
    },
    result: 'fail',
    fault: 'action-not-allowed',
    message: 'do not allow s3:GetObject',
    remediation: 'permissions boundary does not allow it',
  },
  {
    name: 'action-not-allowed: a role that Backstage does not manage',
    observed: { grants: WRITE },
    result: 'fail',
    fault: 'action-not-allowed',
    message: 'do not allow s3:PutObject',
    remediation: 'Apply the spec again',
  },
  {
    name: 'the boundary cannot be read',
    observed: {
      grants: READ,
      permissionsBoundary: unknown('no', 'iam:GetPolicy'),
    },
    result: 'unknown',
    message: 'The permissions boundary could not be read',
    remediation: 'Grant the backend iam:GetPolicy',
  },
]);

it('does not apply when the grants of the service are unknown', () => {
  expect(check.arises?.(observedWith())).toBe(false);
  expect(check.arises?.(observedWith({ grants: READ }))).toBe(true);
});
