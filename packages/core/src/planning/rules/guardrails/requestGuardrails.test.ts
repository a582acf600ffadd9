import type { IamServiceAccountSpec } from '../../../model/types';
import { guardrailsBroken } from '../../../__testUtils__/guardrails';
import { CLUSTER } from '../../../__testUtils__/observed';
import type { RulesConfig } from '../../../model/config';
import type { Guardrails } from '../../../model/config';

const BOUNDARY = 'arn:aws:iam::111122223333:policy/platform/boundary';
const OTHER_BOUNDARY = 'arn:aws:iam::444455556666:policy/boundary';
const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const NOTHING = {
  namespaces: [],
  serviceAccounts: [],
  roles: [],
  tagKeys: [],
};

const SHARED = 'arn:aws:iam::444455556666:role/shared/*';
const REPORTS = 'arn:aws:iam::444455556666:role/shared/reports';
const RULE = {
  owners: ['group:default/team'],
  clusters: ['*'],
  namespaces: ['*'],
  resources: ['*'],
};
const REACHING: Partial<RulesConfig> = {
  namespaceRules: [{ ...RULE, accounts: ['111122223333', '444455556666'] }],
};
const assuming = (resource: string): Partial<IamServiceAccountSpec> => ({
  grants: [{ service: 'sts', access: 'assume-role', resource }],
});

const OVER_POD_ROLE: Partial<IamServiceAccountSpec> = {
  mechanism: 'pod-identity',
  accountId: '444455556666',
};

type Case = [
  string,
  Partial<Guardrails>,
  Partial<IamServiceAccountSpec>,
  string[],
  Partial<RulesConfig>?,
];

it.each<Case>([
  ['a request without guardrails', {}, {}, []],
  [
    'a request with the boundary of its account',
    { permissionsBoundaries: { '111122223333': BOUNDARY } },
    { permissionsBoundaryArn: BOUNDARY },
    [],
  ],
  [
    'another boundary',
    { permissionsBoundaries: { '111122223333': BOUNDARY } },
    { permissionsBoundaryArn: READ_ONLY },
    ['permissionsBoundaryArn permissions-boundary'],
  ],
  [
    'a missing boundary if one is required',
    { allow: [] },
    {},
    ['permissionsBoundaryArn permissions-boundary-missing'],
  ],
  [
    'a boundary of its own if its account has none',
    { allow: [] },
    { permissionsBoundaryArn: READ_ONLY },
    ['permissionsBoundaryArn permissions-boundary-missing'],
  ],
  [
    'an account without a boundary for the pod role',
    {
      allow: ['cross-account-roles'],
      permissionsBoundaries: { '444455556666': OTHER_BOUNDARY },
    },
    { mechanism: 'pod-identity', accountId: '444455556666' },
    ['permissionsBoundaryArn permissions-boundary-missing'],
  ],
  [
    'features that are switched off',
    { allow: ['no-boundary'] },
    {
      policyDocument: {
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Action: 's3:Get*', Resource: '*' },
      },
      managedPolicyArns: [READ_ONLY],
      adopt: true,
      accountId: '444455556666',
    },
    [
      'policyDocument switched-off',
      'managedPolicyArns[0] switched-off',
      'adopt switched-off',
      'accountId switched-off',
    ],
  ],
  [
    'grants if other features are switched off',
    { allow: ['no-boundary'] },
    {},
    [],
  ],
  ['the audience of AWS', {}, { audience: 'sts.amazonaws.com' }, []],
  [
    'the audience of the API server',
    {},
    { audience: 'https://kubernetes.default.svc' },
    ['audience audience-allowed'],
  ],
  [
    'an audience on the list',
    { audiences: ['vault'] },
    { audience: 'vault' },
    [],
  ],
  [
    'a boundary if only another account has one',
    { permissionsBoundaries: { '444455556666': BOUNDARY } },
    { permissionsBoundaryArn: READ_ONLY },
    [],
  ],
  [
    'a managed policy on the list',
    { managedPolicyArns: ['arn:aws:iam::aws:policy/Read*'] },
    { managedPolicyArns: [READ_ONLY] },
    [],
  ],
  [
    'a managed policy that is not on the list',
    { managedPolicyArns: ['arn:aws:iam::aws:policy/Amazon*'] },
    { managedPolicyArns: [READ_ONLY] },
    ['managedPolicyArns[0] managed-policy-allowed'],
  ],
  [
    'any managed policy if the list is empty',
    { managedPolicyArns: [] },
    { managedPolicyArns: [READ_ONLY] },
    ['managedPolicyArns[0] managed-policy-allowed'],
  ],
  [
    'a missing tag',
    { requiredTags: [{ key: 'cost-center' }] },
    {},
    ['tags.cost-center required-tag'],
  ],
  [
    'an empty tag',
    { requiredTags: [{ key: 'cost-center' }] },
    { tags: { 'cost-center': ' ' } },
    ['tags.cost-center required-tag'],
  ],
  [
    'a tag with another value',
    { requiredTags: [{ key: 'env', values: ['prod', 'test'] }] },
    { tags: { env: 'demo' } },
    ['tags.env required-tag'],
  ],
  [
    'a tag with one of the values',
    { requiredTags: [{ key: 'env', values: ['prod', 'test'] }] },
    { tags: { env: 'test' } },
    [],
  ],
  [
    'a name without the prefix',
    { namePrefixes: [{ prefix: 'pay-' }] },
    {},
    ['name name-prefix'],
  ],
  [
    'a role name without the prefix',
    { namePrefixes: [{ prefix: 'pay-' }] },
    { name: 'pay-x', roleName: 'x' },
    ['roleName name-prefix'],
  ],
  [
    'a role name with one of two prefixes',
    { namePrefixes: [{ prefix: 'pay-' }, { prefix: 'shop-' }] },
    { roleName: 'shop-x' },
    [],
  ],
  [
    'a prefix for other owners and other accounts',
    {
      namePrefixes: [
        { prefix: 'a-', owners: ['group:default/other'] },
        { prefix: 'b-', accounts: ['444455556666'] },
      ],
    },
    {},
    [],
  ],
  [
    'a prefix for the owner',
    { namePrefixes: [{ prefix: 'a-', owners: ['group:default/team'] }] },
    {},
    ['name name-prefix'],
  ],
  [
    'a token lifetime and a session duration beyond the ranges',
    {
      tokenExpirationSeconds: { min: 600, max: 3600 },
      maxSessionDurationSeconds: { min: 3600, max: 7200 },
    },
    { tokenExpirationSeconds: 3601, maxSessionDurationSeconds: 7201 },
    [
      'tokenExpirationSeconds seconds-range',
      'maxSessionDurationSeconds seconds-range',
    ],
  ],
  [
    'an omitted token lifetime and session duration',
    {
      tokenExpirationSeconds: { min: 600, max: 3600 },
      maxSessionDurationSeconds: { min: 7200, max: 7200 },
    },
    {},
    [],
  ],
  [
    'a reserved namespace',
    { reserved: { ...NOTHING, namespaces: ['prod*'] } },
    {},
    ['namespace reserved-namespace'],
  ],
  [
    'a reserved ServiceAccount',
    { reserved: { ...NOTHING, serviceAccounts: ['*/production/up*'] } },
    {},
    ['name reserved-service-account'],
  ],
  [
    'a reserved tag in another letter case',
    { reserved: { ...NOTHING, tagKeys: ['Team*'] } },
    { tags: { tEAM: 'payments', cost: '1' } },
    ['tags.tEAM reserved-tag'],
  ],
  [
    'a reserved tag with a letter that becomes the reserved one in uppercase',
    { reserved: { ...NOTHING, tagKeys: ['cost*'] } },
    { tags: { 'co\u017ft-center': 'x' } },
    ['tags.co\u017ft-center reserved-tag'],
  ],
  [
    'a reserved role in another letter case',
    { reserved: { ...NOTHING, roles: ['Platform-*'] } },
    { roleName: 'pLATFORM-admin' },
    ['roleName reserved-role'],
  ],
  [
    'a reserved role ARN',
    { reserved: { ...NOTHING, roles: ['arn:aws:iam::*:role/irsa/admin/*'] } },
    { rolePath: '/irsa/admin/' },
    ['rolePath reserved-role'],
  ],
  [
    'a reserved role name that comes from the ServiceAccount name',
    { reserved: { ...NOTHING, roles: ['uploads-*'] } },
    {},
    ['name reserved-role'],
  ],
  [
    'a reserved role ARN that would be the pod role',
    {
      reserved: {
        ...NOTHING,
        roles: ['arn:aws:iam::111122223333:role/irsa/platform-dns'],
      },
    },
    { ...OVER_POD_ROLE, roleName: 'platform-dns' },
    ['roleName reserved-role'],
  ],
  [
    'a reserved role ARN of the cluster account, if there is no pod role',
    {
      reserved: {
        ...NOTHING,
        roles: ['arn:aws:iam::111122223333:role/irsa/platform-dns'],
      },
    },
    { accountId: '444455556666', roleName: 'platform-dns' },
    [],
  ],
  [
    'a pod role without the prefix of its account',
    { namePrefixes: [{ prefix: 'team-', accounts: ['111122223333'] }] },
    { ...OVER_POD_ROLE, roleName: 'reports' },
    ['roleName name-prefix'],
  ],
  [
    'roles that need another prefix in each of their accounts',
    {
      namePrefixes: [
        { prefix: 'team-', accounts: ['111122223333'] },
        { prefix: 'shop-', accounts: ['444455556666'] },
      ],
    },
    { ...OVER_POD_ROLE, roleName: 'shop-reports' },
    ['roleName name-prefix'],
  ],
  [
    'a role to assume that administrators listed',
    { deniedActions: ['sts:AssumeRole'], assumableRoles: [SHARED] },
    assuming(REPORTS),
    [],
    REACHING,
  ],
  [
    'a role to assume that administrators did not list, which is also a denied action',
    { deniedActions: ['sts:AssumeRole'], assumableRoles: [SHARED] },
    assuming(REPORTS.replace('shared', 'platform')),
    ['grants[0].resource assumable-role', 'grants[0] denied-actions'],
    REACHING,
  ],
  [
    'a role to assume if administrators listed none',
    {},
    assuming(REPORTS),
    ['grants[0].resource assumable-role'],
    REACHING,
  ],
  [
    'a role to assume in an account that the owner may not use',
    { assumableRoles: [SHARED] },
    assuming(REPORTS),
    ['grants[0].resource assumable-role-account'],
    { namespaceRules: [RULE] },
  ],
  [
    'a role to assume in the account of the cluster',
    { assumableRoles: [SHARED.replace('444455556666', '111122223333')] },
    assuming(REPORTS.replace('444455556666', '111122223333')),
    [],
    { namespaceRules: [RULE] },
  ],
  [
    'a role to assume that is reserved',
    {
      assumableRoles: [SHARED],
      reserved: { ...NOTHING, roles: ['Report*'] },
    },
    assuming(REPORTS),
    ['grants[0].resource reserved-role'],
    REACHING,
  ],
  [
    "the backend's own role to assume",
    { assumableRoles: [SHARED] },
    assuming(REPORTS),
    ['grants[0].resource reserved-role'],
    { ...REACHING, ownRoles: ['reports'] },
  ],
  [
    'a role to assume in another partition',
    { assumableRoles: [SHARED.replace('arn:aws:', 'arn:aws-cn:')] },
    assuming(REPORTS.replace('arn:aws:', 'arn:aws-cn:')),
    ['grants[0].resource assumable-role-partition'],
    REACHING,
  ],
  [
    'a document that allows assuming a role that a grant might name',
    { deniedActions: ['sts:AssumeRole'], assumableRoles: [SHARED] },
    {
      policyDocument: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: 'sts:Assume*', Resource: REPORTS },
        ],
      },
    },
    ['policyDocument denied-actions'],
    REACHING,
  ],
  [
    "the backend's own role",
    {},
    { roleName: 'Backstage' },
    ['roleName reserved-role'],
    { ownRoles: ['backstage'] },
  ],
  [
    "the backend's own ServiceAccount",
    {},
    {},
    ['name reserved-service-account'],
    {
      clusters: [{ ...CLUSTER, ownServiceAccounts: ['production/uploads'] }],
    },
  ],
])('checks %s', async (...[, guardrails, spec, expected, change]) => {
  const { rules } = await guardrailsBroken(guardrails, spec, change);
  expect(rules).toEqual(expected);
});

it('lists the allowed values in the message', async () => {
  const { messages } = await guardrailsBroken(
    { requiredTags: [{ key: 'env', values: ['prod', 'test'] }] },
    { tags: { env: 'demo' } },
  );
  expect(messages).toEqual(['Tag "env" may not be "demo": one of prod, test.']);
});
