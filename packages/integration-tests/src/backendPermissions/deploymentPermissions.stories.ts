import { evaluate, evaluateTrust } from '@backstage-irsa/iam-policy';
import { buildTrustPolicy } from '@backstage-irsa/core/trust';
import { oidcProviderArn } from '@backstage-irsa/core/arn';
import { actionsOfCode } from '../__testUtils__/deployment/calls';
import {
  BACKEND,
  NAMESPACE,
  ROLE,
  TOKEN_REQUESTER,
  trustPolicyFor,
} from '../__testUtils__/deployment/overlay';
import { attachedFiles } from '../__testUtils__/deployment/page';
import {
  BOUNDARY,
  policyFile,
  iamFiles,
  PROD,
} from '../__testUtils__/iam/files';
import { iamPermissions } from '../__testUtils__/iam/permissions';
import { consentTo } from '@backstage-irsa/core/permissions';

const ISSUER_HOST = 'oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE';
const ISSUER = `https://${ISSUER_HOST}`;

describe('the trust policy of the role that Backstage runs as', () => {
  it('matches the policy that the plugins create for a ServiceAccount', () => {
    expect(trustPolicyFor(ISSUER)).toEqual(
      buildTrustPolicy({
        partition: 'aws',
        accountId: PROD,
        issuer: ISSUER,
        namespace: NAMESPACE,
        name: BACKEND,
        audience: 'sts.amazonaws.com',
      }),
    );
  });

  const decision = (subject: string, audience = 'sts.amazonaws.com') =>
    evaluateTrust({
      trustPolicy: { name: 'trust policy', document: trustPolicyFor(ISSUER) },
      principal: { federated: oidcProviderArn('aws', PROD, ISSUER_HOST) },
      action: 'sts:AssumeRoleWithWebIdentity',
      context: {
        [`${ISSUER_HOST}:sub`]: subject,
        [`${ISSUER_HOST}:aud`]: audience,
      },
    }).decision;
  const own = `system:serviceaccount:${NAMESPACE}:${BACKEND}`;

  it('admits that ServiceAccount with a token for AWS', () => {
    expect(decision(own)).toBe('Allowed');
    expect(decision(own, 'https://kubernetes.default.svc')).not.toBe('Allowed');
  });

  it.each([
    `system:serviceaccount:${NAMESPACE}:default`,
    `system:serviceaccount:${NAMESPACE}:${TOKEN_REQUESTER}`,
    `system:serviceaccount:payments:${BACKEND}`,
    `${own}-2`,
  ])('rejects %s', subject => {
    expect(decision(subject)).not.toBe('Allowed');
  });
});

describe('the permissions of that role', () => {
  const identityPolicies = attachedFiles().map(name => ({
    name,
    document: policyFile(name),
  }));

  /** Evaluates an action with the correct tags. */
  const isAllowed = (action: string, resource: string, boundary = BOUNDARY) =>
    evaluate({
      principal: { kind: 'role', arn: ROLE },
      action,
      resource,
      context: {
        'aws:RequestTag/backstage-irsa.dev/managed-by': 'backstage',
        'aws:ResourceTag/backstage-irsa.dev/managed-by': 'backstage',
        'iam:PermissionsBoundary': boundary,
        'iam:PolicyARN': `arn:aws:iam::${PROD}:policy/irsa/a`,
      },
      identityPolicies,
      // Access to a key requires its key policy. The default key policy delegates to IAM.
      ...(action.startsWith('kms:') && { resourcePolicy: consentTo(ROLE) }),
    }).decision === 'Allowed';

  /** Checks whether an action is allowed on any resource that the backend manages. */
  const mayDo = (action: string) =>
    [
      `arn:aws:iam::${PROD}:role/irsa/a`,
      `arn:aws:iam::${PROD}:policy/irsa/a`,
      `arn:aws:iam::${PROD}:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/A`,
      `arn:aws:eks:eu-west-1:${PROD}:cluster/prod-eu`,
      'arn:aws:s3:::a-bucket',
      `arn:aws:kms:eu-west-1:${PROD}:key/1`,
      '*',
    ].some(resource => isAllowed(action, resource));

  it('are exactly those that the backend uses, except optional ones', () => {
    const called = actionsOfCode();
    // At least one action per client.
    expect(called).toEqual(
      expect.arrayContaining([
        'ec2:DescribeInstances',
        'eks:ListNodegroups',
        'iam:CreateRole',
        'kms:GetKeyPolicy',
        's3:GetBucketPolicy',
        's3:GetEncryptionConfiguration',
      ]),
    );
    const optional = new Set(
      iamFiles()
        .filter(
          file => file.endsWith('.json') && !attachedFiles().includes(file),
        )
        .flatMap(file => iamPermissions(file))
        .map(({ name }) => name),
    );
    const refused = called.filter(action => !mayDo(action));
    expect(refused.filter(action => !optional.has(action))).toEqual([]);
    // The omitted permissions: EKS Pod Identity, discovery, OIDC providers, removal of boundaries, and resources other than buckets.
    expect(refused).toEqual([
      'dynamodb:DescribeTable',
      'dynamodb:GetResourcePolicy',
      'ecr:GetRepositoryPolicy',
      'eks:CreatePodIdentityAssociation',
      'eks:DeletePodIdentityAssociation',
      'eks:ListClusters',
      'eks:TagResource',
      'eks:UntagResource',
      'eks:UpdatePodIdentityAssociation',
      'events:DescribeEventBus',
      'iam:AddClientIDToOpenIDConnectProvider',
      'iam:CreateOpenIDConnectProvider',
      'iam:DeleteRolePermissionsBoundary',
      'kinesis:DescribeStreamSummary',
      'lambda:GetPolicy',
      'secretsmanager:DescribeSecret',
      'secretsmanager:GetResourcePolicy',
      'sns:GetTopicAttributes',
      'sqs:GetQueueAttributes',
      'sqs:GetQueueUrl',
      'states:DescribeStateMachine',
    ]);
    // A lower number would mean that the test no longer finds calls.
    expect(called.length - refused.length).toBeGreaterThanOrEqual(45);
  });

  it.each([
    ['iam:CreateUser', `arn:aws:iam::${PROD}:user/irsa/a`],
    ['iam:CreateAccessKey', `arn:aws:iam::${PROD}:user/irsa/a`],
    ['iam:PutRolePolicy', ROLE],
    ['iam:UpdateAssumeRolePolicy', ROLE],
    ['iam:DeleteRolePermissionsBoundary', `arn:aws:iam::${PROD}:role/irsa/a`],
    ['iam:CreatePolicyVersion', BOUNDARY],
    ['iam:PassRole', `arn:aws:iam::${PROD}:role/irsa/a`],
    ['eks:CreateAccessEntry', `arn:aws:eks:eu-west-1:${PROD}:cluster/prod-eu`],
    ['s3:GetObject', 'arn:aws:s3:::a-bucket/a'],
    ['secretsmanager:GetSecretValue', '*'],
  ])('do not allow %s on %s', (action, resource) => {
    expect(isAllowed(action, resource)).toBe(false);
  });

  it('do not allow creating a role without the boundary', () => {
    const role = `arn:aws:iam::${PROD}:role/irsa/a`;
    expect(isAllowed('iam:CreateRole', role)).toBe(true);
    expect(isAllowed('iam:CreateRole', role, `${BOUNDARY}-2`)).toBe(false);
  });
});
