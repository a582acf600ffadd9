import type { Attempt } from './types';

const OURS = 'backstage-irsa.dev';

/** Attempts on resources that belong to others. */
export const targetAttempts: Attempt[] = [
  {
    name: 'an owner that its author claims',
    attack: 'ownership',
    spec: { owner: 'group:default/others' },
  },
  {
    name: "somebody else's entity",
    attack: 'ownership',
    spec: { entityRef: 'component:default/theirs' },
  },
  {
    name: "somebody else's entity in other letters",
    attack: 'ownership',
    spec: {
      entityRef: 'COMPONENT:Default/Theirs',
      owner: 'group:default/team',
    },
  },
  {
    name: "an annotation that points at somebody else's ServiceAccount",
    attack: 'ownership',
    spec: { entityRef: 'component:default/thief', name: 'theirs' },
  },
  {
    name: "somebody else's ServiceAccount for an entity to come",
    attack: 'ownership',
    spec: { name: 'theirs' },
  },
  {
    name: "a namespace that the administrators' rules give to others",
    attack: 'ownership',
    spec: { namespace: 'closed' },
    rules: ['namespace namespace-owner'],
  },
  {
    name: 'an entity that takes the name of one that is gone',
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
    name: 'a role with our tags and path that is not in our records',
    attack: 'tags',
    spec: { roleName: 'spoofed' },
    rules: ['roleName other-owner'],
  },
  {
    name: 'a role that a person made',
    attack: 'adoption',
    spec: { roleName: 'by-hand' },
    rules: ['name not-managed-by-backstage'],
  },
  {
    name: 'a role that a person made, to be adopted without consent',
    attack: 'adoption',
    spec: { roleName: 'by-hand', adopt: true },
    rules: ['adopt adoption-consent'],
  },
  {
    name: 'an association that a person made',
    attack: 'adoption',
    spec: { name: 'associated', mechanism: 'pod-identity' },
    rules: ['name not-managed-by-backstage'],
  },
  {
    name: 'an association that a person made, to be adopted without consent',
    attack: 'adoption',
    spec: { name: 'associated', mechanism: 'pod-identity', adopt: true },
    rules: ['adopt adoption-consent'],
  },
  {
    name: 'a role of another owner of ours, to be shared',
    attack: 'adoption',
    spec: { roleName: 'shared-by-others' },
    rules: ['roleName other-owner'],
  },
  ...Object.entries<Attempt['spec']>({
    'in other letters': { roleName: 'Shared-By-Others' },
    'on another path': { rolePath: '/irsa/mine/' },
    'by EKS Pod Identity': { mechanism: 'pod-identity' },
    'by adoption': { adopt: true },
    'without grants': { grants: [] },
  }).map(
    ([how, change]): Attempt => ({
      name: `a role of another owner of ours, ${how}`,
      attack: 'adoption',
      spec: { roleName: 'shared-by-others', ...change },
      rules: ['roleName other-owner'],
    }),
  ),
  {
    name: 'the caller as an owner, beside the groups that have the rule',
    attack: 'ownership',
    spec: { owner: 'user:default/mock' },
    rules: ['namespace namespace-owner'],
  },
  {
    name: 'a role that trusts anybody, to be adopted with consent',
    attack: 'trust',
    spec: { roleName: 'open-to-all', adopt: true },
    rules: ['adopt adoption-trust-policy', 'roleName trust-policy-broad'],
  },
  {
    name: 'a role that every association may give, to be adopted with consent',
    attack: 'trust',
    spec: {
      roleName: 'open-to-pods',
      mechanism: 'pod-identity',
      adopt: true,
    },
    rules: ['adopt adoption-trust-policy', 'roleName trust-policy-broad'],
  },
  {
    name: "a role in an account that is not the owner's to use",
    attack: 'account',
    spec: { accountId: '444455556666', name: 'pay-elsewhere' },
    rules: ['accountId account-owner', 'accountId switched-off'],
  },
  {
    name: 'a role in an account that nobody configured',
    attack: 'account',
    spec: { accountId: '999988887777' },
    rules: ['accountId account-configured', 'accountId switched-off'],
  },
  {
    name: 'the ServiceAccount of every pod without one',
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
    name: "the backend's own role, in other letters",
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
