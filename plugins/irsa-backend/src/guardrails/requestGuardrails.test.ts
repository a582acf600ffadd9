import type { IamServiceAccountSpec } from '@backstage-irsa/plugin-irsa-common';
import { guardrailsBroken } from '../__testUtils__/guardrails';
import { CLUSTER } from '../__testUtils__/observed';
import type { Guardrails, IrsaConfig } from '../config/types';

const BOUNDARY = 'arn:aws:iam::111122223333:policy/platform/boundary';
const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const NOTHING = { namespaces: [], serviceAccounts: [], roles: [] };

type Case = [
  string,
  Partial<Guardrails>,
  Partial<IamServiceAccountSpec>,
  string[],
  Partial<IrsaConfig>?,
];

it.each<Case>([
  ['nothing set', {}, {}, []],
  [
    'the boundary of the account, named',
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
    'a boundary of another account only',
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
    'any managed policy where the list is empty',
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
    'a lifetime and a session beyond the ranges',
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
    'a lifetime and a session left out',
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
    'a reserved role in other letter case',
    { reserved: { ...NOTHING, roles: ['Platform-*'] } },
    { roleName: 'pLATFORM-admin' },
    ['roleName reserved-role'],
  ],
  [
    'a reserved role by its ARN',
    { reserved: { ...NOTHING, roles: ['arn:aws:iam::*:role/irsa/admin/*'] } },
    { rolePath: '/irsa/admin/' },
    ['rolePath reserved-role'],
  ],
  [
    'a reserved role by the name of the ServiceAccount',
    { reserved: { ...NOTHING, roles: ['uploads-*'] } },
    {},
    ['name reserved-role'],
  ],
  [
    "the backend's own role",
    {},
    { roleName: 'Backstage' },
    ['roleName reserved-role'],
    { guardrails: undefined, ownRoles: ['backstage'] },
  ],
  [
    "the backend's own ServiceAccount",
    {},
    {},
    ['name reserved-service-account'],
    {
      guardrails: undefined,
      clusters: [{ ...CLUSTER, ownServiceAccounts: ['production/uploads'] }],
    },
  ],
])('%s', async (...[, guardrails, spec, expected, change]) => {
  const { rules } = await guardrailsBroken(guardrails, spec, change);
  expect(rules).toEqual(expected);
});

it('says what to do', async () => {
  const { messages } = await guardrailsBroken(
    { requiredTags: [{ key: 'env', values: ['prod', 'test'] }] },
    { tags: { env: 'demo' } },
  );
  expect(messages).toEqual(['Tag "env" may not be "demo": one of prod, test.']);
});
