import type { Attempt } from './types';

const OURS = 'backstage-irsa.dev';

/** Attempts on resources that belong to others. */
export const targetAttempts: Attempt[] = [
  {
    name: 'an owner that the caller does not belong to',
    attack: 'ownership',
    spec: { owner: 'group:default/others' },
  },
  {
    name: 'the entity of another owner',
    attack: 'ownership',
    spec: { entityRef: 'component:default/theirs' },
  },
  {
    name: 'the entity of another owner in another letter case',
    attack: 'ownership',
    spec: {
      entityRef: 'COMPONENT:Default/Theirs',
      owner: 'group:default/team',
    },
  },
  {
    name: 'an annotation that names the ServiceAccount of another owner',
    attack: 'ownership',
    spec: { entityRef: 'component:default/thief', name: 'theirs' },
  },
  {
    name: 'the ServiceAccount of another owner for an entity that does not exist yet',
    attack: 'ownership',
    spec: { name: 'theirs' },
  },
  {
    name: 'a namespace that the rules grant to another owner',
    attack: 'ownership',
    spec: { namespace: 'closed' },
    rules: ['namespace namespace-owner'],
  },
  {
    name: 'a new entity with the name of a deleted one',
    attack: 'inheritance',
    spec: { entityRef: 'component:default/gone', name: 'gone' },
  },
  ...[`${OURS}/managed-by`, `${OURS.toUpperCase()}/Owner`, 'AWS:Team'].map(
    (key): Attempt => ({
      name: `the tag ${key}`,
      attack: 'tags',
      spec: { tags: { 'cost-center': '42', [key]: 'backstage-irsa' } },
      rules: [`tags.${key} tag-reserved`],
    }),
  ),
  {
    name: 'a role with the Backstage tags and path that Backstage did not record',
    attack: 'tags',
    spec: { roleName: 'spoofed' },
    rules: ['roleName other-owner'],
  },
  {
    name: 'a manually created role',
    attack: 'adoption',
    spec: { roleName: 'by-hand' },
    rules: ['name not-managed-by-backstage'],
  },
  {
    name: 'the adoption of a manually created role without consent',
    attack: 'adoption',
    spec: { roleName: 'by-hand', adopt: true },
    rules: ['adopt adoption-consent'],
  },
  {
    name: 'a manually created association',
    attack: 'adoption',
    spec: { name: 'associated', mechanism: 'pod-identity' },
    rules: ['name not-managed-by-backstage'],
  },
  {
    name: 'the adoption of a manually created association without consent',
    attack: 'adoption',
    spec: { name: 'associated', mechanism: 'pod-identity', adopt: true },
    rules: ['adopt adoption-consent'],
  },
  {
    name: 'sharing the Backstage role of another owner',
    attack: 'adoption',
    spec: { roleName: 'shared-by-others' },
    rules: ['roleName other-owner'],
  },
  ...Object.entries<Attempt['spec']>({
    'in another letter case': { roleName: 'Shared-By-Others' },
    'under another path': { rolePath: '/irsa/mine/' },
    'by EKS Pod Identity': { mechanism: 'pod-identity' },
    'by adoption': { adopt: true },
    'without grants': { grants: [] },
  }).map(
    ([how, change]): Attempt => ({
      name: `the Backstage role of another owner, ${how}`,
      attack: 'adoption',
      spec: { roleName: 'shared-by-others', ...change },
      rules: ['roleName other-owner'],
    }),
  ),
  {
    name: 'the caller as the owner instead of a group that has the rule',
    attack: 'ownership',
    spec: { owner: 'user:default/mock' },
    rules: ['namespace namespace-owner'],
  },
  {
    name: 'the adoption of a role that trusts everyone, with consent',
    attack: 'trust',
    spec: { roleName: 'open-to-all', adopt: true },
    rules: ['adopt adoption-trust-policy', 'roleName trust-policy-broad'],
  },
  {
    name: 'the adoption of a role that trusts every EKS Pod Identity association, with consent',
    attack: 'trust',
    spec: {
      roleName: 'open-to-pods',
      mechanism: 'pod-identity',
      adopt: true,
    },
    rules: ['adopt adoption-trust-policy', 'roleName trust-policy-broad'],
  },
  {
    name: 'a role in an account that the owner may not use',
    attack: 'account',
    spec: { accountId: '444455556666', name: 'pay-elsewhere' },
    rules: ['accountId account-owner', 'accountId switched-off'],
  },
  {
    name: 'a role in an account that is not configured',
    attack: 'account',
    spec: { accountId: '999988887777' },
    rules: ['accountId account-configured', 'accountId switched-off'],
  },
  {
    name: 'the default ServiceAccount of a namespace',
    attack: 'reserved',
    spec: { name: 'default' },
    rules: ['name default-service-account'],
  },
  ...['kube-system', 'kube-public', 'kube-node-lease', 'default'].map(
    (namespace): Attempt => ({
      name: `the system namespace ${namespace}`,
      attack: 'reserved',
      spec: { namespace },
      rules: ['namespace system-namespace'],
    }),
  ),
  {
    name: 'the role of the backend in another letter case',
    attack: 'reserved',
    spec: { roleName: 'Backstage-IRSA' },
    rules: ['roleName reserved-role'],
  },
  ...[
    'prod-eu/../staging-eu',
    'https://169.254.169.254/latest',
    '127.0.0.1:6443',
  ].map(
    (cluster): Attempt => ({
      name: `the cluster ${cluster}`,
      attack: 'ssrf',
      spec: { cluster },
      rules: ['cluster cluster-configured'],
    }),
  ),
];
