import { EKSClient } from '@aws-sdk/client-eks';
import { IAMClient } from '@aws-sdk/client-iam';
import type { Account, Cluster, Tag } from '@backstage-irsa/sandbox';
import type { TestHost } from '../__testUtils__/host';
import {
  associate,
  associationChanges,
  createProvider,
  policyChanges,
  providerChanges,
  roleChanges,
  tagAsOurs,
} from '../__testUtils__/iam/attempts';
import { BOUNDARY, iamFiles, PROD, STAGING } from '../__testUtils__/iam/files';
import { KEYS, startWith } from '../__testUtils__/iam/identity';
import {
  addAssociation,
  addPolicy,
  addRole,
} from '../__testUtils__/iam/objects';
import { specOf } from '../__testUtils__/core';

/** Files that only deny. The others must be tight without them. */
const LIMITS = ['iam-policy.always-boundary.json', 'iam-policy.limits.json'];
const MANIFESTS = iamFiles().filter(
  file => file.endsWith('.yaml') && !file.startsWith('validating'),
);
/** The files with IAM policies for the backend. */
const POLICIES = iamFiles().filter(file => file.startsWith('iam-policy.'));

const ours: Tag = { key: 'backstage-irsa.dev/managed-by', value: 'backstage' };
const owner: Tag = { key: 'backstage-irsa.dev/owner', value: 'team' };

/** Roles and policies that Backstage does not manage, by appearance. */
const FOREIGN: Record<string, { path: string; tags: Tag[] }> = {
  'without tags, outside the Backstage path': { path: '/', tags: [] },
  'without tags, under the Backstage path': { path: '/irsa/', tags: [] },
  'with the Backstage tags, outside the Backstage path': {
    path: '/',
    tags: [ours, owner],
  },
  'with the Backstage tag, under a path that only begins as the Backstage path':
    {
      path: '/irsa-x/',
      tags: [ours],
    },
  'with the Backstage tag, under the Backstage path below another path': {
    path: '/team/irsa/',
    tags: [ours],
  },
  'with the Backstage tag, under the Backstage path in another letter case': {
    path: '/IRSA/',
    tags: [ours],
  },
  'with another value of the Backstage tag, under the Backstage path': {
    path: '/irsa/',
    tags: [{ ...ours, value: 'Backstage' }],
  },
  'with only an owner tag, under the Backstage path': {
    path: '/irsa/',
    tags: [owner],
  },
  'with a tag key that only begins as the Backstage key, under the Backstage path':
    {
      path: '/irsa/',
      tags: [{ ...ours, key: `${ours.key}-x` }],
    },
};
const KINDS = Object.keys(FOREIGN);

describe.each([
  ['with all policy files', POLICIES],
  [
    'without the policy files that only deny',
    POLICIES.filter(file => !LIMITS.includes(file)),
  ],
])('an attacker with the keys of the backend, %s', (_, files) => {
  let host: TestHost;
  let iam: IAMClient;
  let eks: EKSClient;
  let account: Account;
  let cluster: Cluster;
  let own: { roleArn: string; policyArn: string };

  beforeAll(async () => {
    host = await startWith([...MANIFESTS, ...files], {
      irsa: { guardrails: { permissionsBoundaries: { [PROD]: BOUNDARY } } },
    });
    const options = {
      endpoint: host.sandbox.awsEndpoint,
      region: 'eu-west-1',
      credentials: KEYS,
    };
    iam = new IAMClient(options);
    eks = new EKSClient(options);
    account = host.sandbox.world.accounts.get(PROD)!;
    cluster = host.sandbox.world.clusters.get('prod-eu')!;
    const { body } = await host.put(specOf());
    const { roleArn } = body.serviceAccount;
    const [policyArn] = [...account.roles.values()].find(
      ({ arn }) => arn === roleArn,
    )!.attachedPolicyArns;
    own = { roleArn, policyArn };
    KINDS.forEach((kind, at) => {
      const name = `foreign-${at}`;
      const role = addRole(account, { name, ...FOREIGN[kind] });
      role.attachedPolicyArns.push(policyArn);
      role.inlinePolicies.set('own', role.trustPolicy);
      addPolicy(account, { name, versions: 2, ...FOREIGN[kind] });
    });
  });
  afterAll(() => host?.stop());

  /** Returns the changes that are not denied, and whether the state changed. */
  async function notDenied<Thing>(
    changes: Record<string, (thing: Thing) => Promise<unknown>>,
    thing: Thing,
  ): Promise<string[]> {
    const state = () =>
      JSON.stringify(
        [
          account.roles,
          account.policies,
          account.oidcProviders,
          cluster.podIdentityAssociations,
        ].map(all => [...all.values()]),
        (key, value) =>
          ['lastUsed', 'serviceUse', 'actionUse'].includes(key)
            ? undefined
            : value,
      );
    const before = state();
    const outcomes: string[] = [];
    for (const [name, change] of Object.entries(changes)) {
      const outcome = await change(thing).then(
        () => 'done',
        error => String(error.name).replace(/Exception$/, ''),
      );
      if (outcome !== 'AccessDenied') outcomes.push(`${name}: ${outcome}`);
    }
    return state() === before ? outcomes : [...outcomes, 'something changed'];
  }

  it.each(KINDS)('changes no role %s', async kind => {
    const name = `foreign-${KINDS.indexOf(kind)}`;
    const { arn, path } = account.roles.get(name)!;
    const changes = {
      ...roleChanges(iam, own.policyArn),
      // For passing a role, IAM evaluates only its ARN.
      ...(path !== '/irsa/' && { 'pass it on': () => associate(eks, arn) }),
    };
    expect(await notDenied(changes, name)).toEqual([]);
  });

  it.each(KINDS)('changes no policy %s', async kind => {
    const name = `foreign-${KINDS.indexOf(kind)}`;
    const arn = `arn:aws:iam::${PROD}:policy${FOREIGN[kind].path}${name}`;
    expect(await notDenied(policyChanges(iam), arn)).toEqual([]);
  });

  it.each([
    ['the permissions boundary', () => BOUNDARY],
    [
      'a policy of another account',
      () => `arn:aws:iam::${STAGING}:policy/irsa/foreign-1`,
    ],
    ['an AWS managed policy', () => 'arn:aws:iam::aws:policy/ReadOnlyAccess'],
  ])('cannot change %s in any way', async (__, arnOf) => {
    expect(await notDenied(policyChanges(iam), arnOf())).toEqual([]);
  });

  it.each<[string, Record<string, string>]>([
    ['without tags', {}],
    ['with another value of the Backstage tag', { [ours.key]: 'Backstage' }],
    [
      'with a tag key that only begins as the Backstage key',
      { [`${ours.key}-x`]: ours.value },
    ],
    ['with only an owner tag', { [owner.key]: owner.value }],
  ])('changes no association %s', async (__, tags) => {
    const foreign = addAssociation(cluster, {
      namespace: 'production',
      serviceAccount: 'foreign',
      roleArn: account.roles.get('foreign-1')!.arn,
      tags,
    });
    expect(
      await notDenied(associationChanges(eks, own.roleArn), foreign),
    ).toEqual([]);
  });

  it('cannot tag any other EKS resource', async () => {
    const arns = [
      cluster.arn,
      ...[...cluster.accessEntries.values(), ...cluster.addons.values()].map(
        ({ arn }) => arn,
      ),
    ];
    expect(arns.length).toBeGreaterThan(1);
    const attempts = arns.map((arn): [string, () => Promise<unknown>] => [
      arn,
      () => tagAsOurs(eks, arn),
    ]);
    expect(await notDenied(Object.fromEntries(attempts), '')).toEqual([]);
  });

  it.each([
    'https://oidc.eks.attacker.example/id/A',
    'https://oidc.eks.attacker.example/x.amazonaws.com/id/A',
    'https://oidc.eks.eu-west-1.amazonaws.com.attacker.example/id/A',
    'https://oidc.eks.eu-west-1.amazonaws.com/other/A',
    'https://oidc.eks.us-east-1.amazonaws.com/id/A',
    'https://oidc.eks.x.s3.amazonaws.com/id/A',
    'https://attacker.example/oidc.eks.eu-west-1.amazonaws.com/id/A',
  ])('trusts no issuer %s', async url => {
    expect(
      await notDenied({ create: () => createProvider(iam, url) }, url),
    ).toEqual([]);
  });

  it('changes no provider that others created', async () => {
    const [foreign] = account.oidcProviders.values();
    expect(foreign.tags).not.toContainEqual(ours);
    expect(await notDenied(providerChanges(iam), foreign.arn)).toEqual([]);
  });
});
