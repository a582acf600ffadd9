import type { JsonObject } from '@backstage/types';
import {
  allowances,
  assumableRoles,
  audiences,
  deniedActions,
  deniedWildcards,
  managedPolicies,
  maximumPermissions,
  namePrefixes,
  permissionsBoundaries,
  ranges,
  requiredTags,
  reserved,
} from '@backstage-irsa/core/planning';
import { inline } from './documents';
import type { Attempt } from './types';

const AWS_OWN = 'arn:aws:iam::aws:policy';

/** A configuration with every guardrail, as an administrator would write it. */
export const GUARDRAILS: JsonObject = {
  allow: ['inline-documents', 'managed-policies', 'adoption', 'no-boundary'],
  permissionsBoundaries: {
    '111122223333':
      'arn:aws:iam::111122223333:policy/platform/service-boundary',
  },
  deniedActionExceptions: [
    'sqs:AddPermission',
    'sqs:RemovePermission',
    'sqs:SetQueueAttributes',
  ],
  deniedWildcards: { services: ['*'], resources: ['kms'] },
  maximumPermissions: {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: '*', Resource: '*' },
      {
        Effect: 'Deny',
        Action: 's3:*',
        Resource: ['arn:aws:s3:::crown-jewels', 'arn:aws:s3:::crown-jewels/*'],
      },
    ],
  },
  managedPolicyArns: [`${AWS_OWN}/Amazon*`, `${AWS_OWN}/AdministratorAccess`],
  assumableRoles: ['arn:aws:iam::444455556666:role/shared/*'],
  requiredTags: [{ key: 'cost-center', values: ['42', '43'] }],
  namePrefixes: [{ prefix: 'pay-', accounts: ['444455556666'] }],
  tokenExpirationSeconds: { min: 600, max: 3600 },
  maxSessionDurationSeconds: { min: 3600, max: 7200 },
  reserved: {
    namespaces: ['flux-*'],
    serviceAccounts: ['*/*/cluster-autoscaler'],
    roles: ['platform-*'],
  },
};

const assume = (resource: string): Attempt['spec'] => ({
  grants: [{ service: 'sts', access: 'assume-role', resource }],
});

/** At least one attempt against each guardrail. */
export const guardrailAttempts: Attempt[] = [
  {
    name: 'a reserved namespace',
    guardrail: reserved,
    spec: { namespace: 'flux-system' },
    rules: ['namespace reserved-namespace'],
  },
  {
    name: 'a reserved ServiceAccount',
    guardrail: reserved,
    spec: { name: 'cluster-autoscaler' },
    rules: ['name reserved-service-account'],
  },
  {
    name: 'a reserved role',
    guardrail: reserved,
    spec: { roleName: 'Platform-Admin' },
    rules: ['roleName reserved-role'],
  },
  {
    name: 'a role in another account, which is switched off',
    guardrail: allowances,
    spec: { accountId: '444455556666', name: 'pay-switched-off' },
    rules: ['accountId account-owner', 'accountId switched-off'],
  },
  ...[
    'https://kubernetes.default.svc',
    'STS.amazonaws.com',
    'sts.amazonaws.com/',
    'sts.amazonaws.com.attacker.example',
  ].map(
    (audience): Attempt => ({
      name: `the audience ${audience}, which is not on the list`,
      guardrail: audiences,
      spec: { audience },
      rules: ['audience audience-allowed'],
    }),
  ),
  {
    name: 'a name without the required prefix',
    guardrail: namePrefixes,
    spec: { cluster: 'staging-eu' },
    rules: ['name name-prefix'],
  },
  {
    name: 'another permissions boundary',
    guardrail: permissionsBoundaries,
    spec: { permissionsBoundaryArn: `${AWS_OWN}/AdministratorAccess` },
    rules: ['permissionsBoundaryArn permissions-boundary'],
  },
  {
    name: 'a managed policy that is not on the list',
    guardrail: managedPolicies,
    spec: { managedPolicyArns: [`${AWS_OWN}/ReadOnlyAccess`] },
    rules: ['managedPolicyArns[0] managed-policy-allowed'],
  },
  {
    name: 'a role to assume that is not on the list',
    guardrail: assumableRoles,
    spec: assume('arn:aws:iam::444455556666:role/admin'),
    rules: ['grants[0].resource assumable-role', 'grants[0] denied-actions'],
  },
  {
    name: 'a role to assume in an account that the owner may not use',
    guardrail: assumableRoles,
    spec: assume('arn:aws:iam::444455556666:role/shared/reports'),
    rules: ['grants[0].resource assumable-role-account'],
  },
  {
    name: 'a role to assume in another partition',
    guardrail: assumableRoles,
    spec: assume('arn:aws-cn:iam::444455556666:role/shared/reports'),
    rules: [
      'grants[0].resource assumable-role-partition',
      'grants[0] denied-actions',
    ],
  },
  {
    name: 'a reserved role to assume',
    guardrail: assumableRoles,
    spec: assume('arn:aws:iam::444455556666:role/shared/platform-admin'),
    rules: ['grants[0].resource reserved-role'],
  },
  {
    name: 'a missing required tag',
    guardrail: requiredTags,
    spec: { tags: {} },
    rules: ['tags.cost-center required-tag'],
  },
  {
    name: 'a required tag with a value that is not allowed',
    guardrail: requiredTags,
    spec: { tags: { 'cost-center': '44' } },
    rules: ['tags.cost-center required-tag'],
  },
  {
    name: 'a token lifetime that is too long',
    guardrail: ranges,
    spec: { tokenExpirationSeconds: 3601 },
    rules: ['tokenExpirationSeconds seconds-range'],
  },
  {
    name: 'a session duration that is too long',
    guardrail: ranges,
    spec: { maxSessionDurationSeconds: 7201 },
    rules: ['maxSessionDurationSeconds seconds-range'],
  },
  {
    name: 'a denied action',
    guardrail: deniedActions,
    spec: inline({ Action: 'iam:CreateUser' }),
    rules: ['policyDocument denied-actions'],
  },
  {
    name: 'a wildcard for a whole service',
    guardrail: deniedWildcards,
    spec: inline({ Action: 'sqs:*' }),
    rules: ['policyDocument denied-wildcards'],
  },
  {
    name: 'wildcards that together cover a whole service',
    guardrail: deniedWildcards,
    spec: inline({
      Action: [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map(char => `sqs:${char}*`),
    }),
    rules: ['policyDocument denied-wildcards'],
  },
  {
    name: 'every KMS key by a pattern that every key ID matches',
    guardrail: deniedWildcards,
    spec: inline({
      Action: 'kms:Decrypt',
      Resource: 'arn:aws:kms:*:*:key/*-*',
    }),
    rules: ['policyDocument denied-wildcards'],
  },
  {
    name: 'every KMS key by a pattern for at least one character',
    guardrail: deniedWildcards,
    spec: inline({
      Action: 'KMS:decrypt',
      Resource: 'arn:aws:kms:*:*:key/?*',
    }),
    rules: ['policyDocument denied-wildcards'],
  },
  {
    name: 'every KMS key by excluding one that cannot exist',
    guardrail: deniedWildcards,
    spec: inline({
      ...{ Action: 'kms:Decrypt', Resource: undefined },
      NotResource: 'arn:aws:kms:*:*:key/none/at/all',
    }),
    rules: ['policyDocument denied-wildcards'],
  },
  {
    name: 'every KMS key by one pattern for each first character',
    guardrail: deniedWildcards,
    spec: inline({
      Action: 'kms:Decrypt',
      Resource: [...'0123456789abcdef'].map(
        char => `arn:aws:kms:*:*:key/${char}*`,
      ),
    }),
    rules: ['policyDocument denied-wildcards'],
  },
  {
    name: 'every resource for a KMS action',
    guardrail: deniedWildcards,
    spec: inline({ Action: 'kms:Decrypt' }),
    rules: ['policyDocument denied-wildcards'],
  },
  {
    name: 'a wildcard for a whole service by a managed policy',
    guardrail: deniedWildcards,
    spec: { managedPolicyArns: [`${AWS_OWN}/AmazonSQSFullAccess`] },
    rules: ['managedPolicyArns[0] denied-wildcards'],
  },
  {
    name: 'more than the maximum permissions by a grant',
    guardrail: maximumPermissions,
    spec: {
      grants: [{ service: 's3', access: 'read', resource: 'crown-jewels' }],
    },
    rules: ['grants[0] maximum-permissions'],
  },
  {
    name: 'more than the maximum permissions by an inline document',
    guardrail: maximumPermissions,
    spec: inline({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::crown*' }),
    rules: ['policyDocument maximum-permissions'],
  },
];
