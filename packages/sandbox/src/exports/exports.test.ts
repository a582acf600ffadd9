import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mutatingWebhookConfigurations } from '../kubernetes/resources/mutatingWebhookConfigurations';
import { serviceAccounts } from '../kubernetes/resources/serviceAccounts';
import { makeExported } from './index';

const ISSUER =
  'oidc.eks.eu-central-1.amazonaws.com/id/ABCDEF0123456789ABCDEF0123456789';
const ACCOUNT = '123456789012';
const PROVIDER = `arn:aws:iam::${ACCOUNT}:oidc-provider/${ISSUER}`;

const NODE_ROLE = `arn:aws:iam::${ACCOUNT}:role/node`;

const association = {
  clusterName: 'prod',
  namespace: 'shop',
  serviceAccount: 'basket',
  roleArn: `arn:aws:iam::${ACCOUNT}:role/teams/orders`,
  targetRoleArn: 'arn:aws:iam::210987654321:role/target',
  externalId: `us-east-1/${ACCOUNT}/prod/shop/basket`,
  ownerArn: `arn:aws:eks:us-east-1:${ACCOUNT}:addon/prod/csi/1`,
  associationId: 'a-1',
  associationArn: `arn:aws:eks:us-east-1:${ACCOUNT}:podidentityassociation/prod/a-1`,
  policy: '{"Version":"2012-10-17","Statement":[]}',
  disableSessionTags: true,
  createdAt: '2025-01-01T00:00:00+00:00',
  modifiedAt: '2025-02-01T00:00:00+00:00',
  tags: { team: 'shop' },
};

const trust = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: PROVIDER },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: {
          [`${ISSUER}:sub`]: 'system:serviceaccount:shop:orders',
        },
      },
    },
  ],
};

const role = (more: object = {}) => ({
  Path: '/teams/',
  RoleName: 'orders',
  RoleId: 'AROA1',
  Arn: `arn:aws:iam::${ACCOUNT}:role/teams/orders`,
  CreateDate: '2024-02-03T04:05:06+00:00',
  AssumeRolePolicyDocument: trust,
  RolePolicyList: [],
  AttachedManagedPolicies: [],
  Tags: [{ Key: 'team', Value: 'shop' }],
  RoleLastUsed: {
    LastUsedDate: '2025-01-01T00:00:00+00:00',
    Region: 'eu-central-1',
  },
  PermissionsBoundary: {
    PermissionsBoundaryType: 'Policy',
    PermissionsBoundaryArn: `arn:aws:iam::${ACCOUNT}:policy/limit`,
  },
  ...more,
});

const details = (...roles: object[]) => ({
  UserDetailList: [],
  GroupDetailList: [],
  RoleDetailList: roles,
  Policies: [],
});

const list = (...items: object[]) => ({
  apiVersion: 'v1',
  kind: 'List',
  items,
});

const account = {
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: {
    name: 'orders',
    namespace: 'shop',
    uid: '6a2b1c3d-0000-4000-8000-000000000000',
    resourceVersion: '9876543',
    creationTimestamp: '2024-02-03T04:05:06Z',
    annotations: {
      'eks.amazonaws.com/role-arn': `arn:aws:iam::${ACCOUNT}:role/teams/orders`,
    },
  },
};

describe('exports', () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'exports-'));
  });

  afterEach(() => rmSync(directory, { recursive: true }));

  const file = (name: string, content: object | string) => {
    const path = join(directory, name);
    writeFileSync(
      path,
      typeof content === 'string' ? content : JSON.stringify(content),
    );
    return path;
  };

  it('create an account with the exported roles and the providers that they trust', async () => {
    const { accounts } = await makeExported({
      accounts: [file('a.json', details(role()))],
      clusters: {},
    });
    const read = accounts.get(ACCOUNT);
    expect(read?.roles.get('orders')).toMatchObject({
      id: 'AROA1',
      path: '/teams/',
      createdAt: new Date('2024-02-03T04:05:06Z'),
      tags: [{ key: 'team', value: 'shop' }],
      lastUsed: {
        at: new Date('2025-01-01T00:00:00Z'),
        region: 'eu-central-1',
      },
      permissionsBoundaryArn: `arn:aws:iam::${ACCOUNT}:policy/limit`,
    });
    expect([...(read?.oidcProviders.keys() ?? [])]).toEqual([PROVIDER]);
  });

  it('can contain policy documents as objects or as URL-encoded text', async () => {
    const text = JSON.stringify(trust, null, 1);
    const { accounts } = await makeExported({
      accounts: [
        file(
          'a.json',
          details(role({ AssumeRolePolicyDocument: encodeURIComponent(text) })),
        ),
      ],
      clusters: {},
    });
    expect(accounts.get(ACCOUNT)?.roles.get('orders')?.trustPolicy).toBe(text);
  });

  it('create exactly the listed providers, with their exported settings', async () => {
    const github = `arn:aws:iam::${ACCOUNT}:oidc-provider/token.example.com`;
    const { accounts } = await makeExported({
      accounts: [
        file('a.json', details(role())),
        file('list.json', { OpenIDConnectProviderList: [{ Arn: github }] }),
        file('one.json', {
          Url: 'token.example.com',
          ClientIDList: ['app'],
          ThumbprintList: [],
          CreateDate: '2024-02-03T04:05:06+00:00',
          Tags: [],
        }),
      ],
      clusters: {},
    });
    expect([...(accounts.get(ACCOUNT)?.oidcProviders.values() ?? [])]).toEqual([
      expect.objectContaining({ arn: github, clientIds: ['app'] }),
    ]);
  });

  it('create a cluster with the issuer and region from its trust policies, and unchanged objects', async () => {
    const { clusters, skipped } = await makeExported({
      accounts: [file('a.json', details(role()))],
      clusters: {
        prod: [
          file(
            'k.json',
            list(account, {
              apiVersion: 'networking.k8s.io/v1',
              kind: 'Ingress',
              metadata: { name: 'shop', namespace: 'shop' },
            }),
          ),
        ],
      },
    });
    const prod = clusters.get('prod');
    expect(prod).toMatchObject({
      accountId: ACCOUNT,
      region: 'eu-central-1',
      issuer: `https://${ISSUER}`,
    });
    expect(prod?.store.get(serviceAccounts, 'shop', 'orders')).toEqual(account);
    expect(prod?.store.all(serviceAccounts, 'kube-system')).toEqual([]);
    expect(prod?.store.revision).toBeGreaterThanOrEqual(9_876_543);
    expect(skipped).toEqual([{ cluster: 'prod', kind: 'Ingress', count: 1 }]);
  });

  it('use the issuer and the associations that EKS described', async () => {
    const issuer = 'https://oidc.eks.us-east-1.amazonaws.com/id/FFFF';
    const { clusters } = await makeExported({
      accounts: [
        file('a.json', details(role())),
        file('c.json', {
          cluster: {
            name: 'prod',
            arn: `arn:aws:eks:us-east-1:${ACCOUNT}:cluster/prod`,
            version: '1.31',
            identity: { oidc: { issuer } },
            resourcesVpcConfig: { vpcId: 'vpc-0a' },
            accessConfig: { authenticationMode: 'CONFIG_MAP' },
            computeConfig: { enabled: true, nodeRoleArn: NODE_ROLE },
          },
        }),
        file('p.json', { association }),
        file('n.json', {
          nodegroup: {
            clusterName: 'prod',
            nodegroupName: 'general',
            nodeRole: NODE_ROLE,
            amiType: 'WINDOWS_CORE_2022_x86_64',
            instanceTypes: ['m6i.large'],
            scalingConfig: { desiredSize: 3 },
          },
        }),
      ],
      clusters: { prod: [file('k.json', list(account))] },
    });
    const prod = clusters.get('prod');
    expect(prod).toMatchObject({
      issuer,
      region: 'us-east-1',
      version: '1.31',
      vpc: { id: 'vpc-0a' },
      authenticationMode: 'CONFIG_MAP',
      autoMode: { nodeRoleArn: NODE_ROLE },
    });
    const {
      clusterName: _,
      associationId,
      associationArn,
      ...rest
    } = association;
    expect([...(prod?.podIdentityAssociations.values() ?? [])]).toEqual([
      {
        ...rest,
        id: associationId,
        arn: associationArn,
        createdAt: new Date('2025-01-01T00:00:00Z'),
        modifiedAt: new Date('2025-02-01T00:00:00Z'),
      },
    ]);
    expect(prod?.nodeGroups).toMatchObject([
      { name: 'general', desiredSize: 3, os: 'windows' },
    ]);
  });

  it.each([
    [
      { nodegroups: ['general'] },
      'l.json at nodegroups[0]: its description is missing',
    ],
    [
      { associations: [{ associationId: 'a-1' }] },
      'l.json at associations[0]: its description is missing',
    ],
  ])(
    'are rejected if they list something that they do not describe (%#)',
    async (content, message) => {
      await expect(
        makeExported({
          accounts: [
            file('a.json', details(role())),
            file('l.json', { clusterName: 'prod', ...content }),
          ],
          clusters: { prod: [file('k.json', list(account))] },
        }),
      ).rejects.toThrow(message);
    },
  );

  describe('of clusters with their own certificate authority', () => {
    const THEIRS = Buffer.from('their authority\n').toString('base64');
    const OTHER = Buffer.from('another authority').toString('base64');
    const webhook = (name: string, caBundle: string) => ({
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'MutatingWebhookConfiguration',
      metadata: { name },
      webhooks: [{ name: `${name}.example.com`, clientConfig: { caBundle } }],
    });
    const bundles = async (...described: object[]) => {
      const { clusters } = await makeExported({
        accounts: [
          file('a.json', details(role())),
          ...described.map(cluster => file('c.json', { cluster })),
        ],
        clusters: {
          prod: [
            file(
              'k.json',
              list(
                account,
                webhook('pod-identity-webhook', THEIRS),
                webhook('stale', OTHER),
              ),
            ),
          ],
        },
      });
      const prod = clusters.get('prod')!;
      const own = Buffer.from(prod.certificateAuthority).toString('base64');
      return Object.fromEntries(
        prod.store
          .all(mutatingWebhookConfigurations)
          .map(({ metadata, webhooks }) => {
            const { caBundle } = webhooks![0].clientConfig;
            return [metadata.name, caBundle === own ? 'own' : caBundle];
          }),
      );
    };
    const described = {
      name: 'prod',
      arn: `arn:aws:eks:us-east-1:${ACCOUNT}:cluster/prod`,
      identity: { oidc: { issuer: `https://${ISSUER}` } },
    };

    it('create webhooks that use the authority of the sandbox, and keep webhooks with a wrong authority', async () => {
      const data = Buffer.from('their authority').toString('base64');
      expect(
        await bundles({ ...described, certificateAuthority: { data } }),
      ).toEqual({ 'pod-identity-webhook': 'own', stale: OTHER });
      expect(
        await bundles({ ...described, certificateAuthority: { data: OTHER } }),
      ).toEqual({ 'pod-identity-webhook': THEIRS, stale: 'own' });
    });

    it('without a described authority create a pod identity webhook that is assumed to be correct', async () => {
      expect(await bundles()).toEqual({
        'pod-identity-webhook': 'own',
        stale: OTHER,
      });
    });
  });

  it.each([
    ['{', 'a.json: it is not JSON'],
    [{ Roles: [] }, 'a.json: it is not an export that the sandbox supports'],
    [list(), 'a.json: it is an export of Kubernetes, not of AWS'],
    [
      details(),
      'a.json: it has no role, user or policy that shows the account',
    ],
    [
      details(role({ Arn: 'arn:aws:iam::role/x' })),
      'a.json: the ARN "arn:aws:iam::role/x" has no 12-digit account ID',
    ],
    [
      details(role({ RoleId: 7 })),
      'a.json at RoleDetailList[0].RoleId: it must be a string',
    ],
    [
      details(role({ AssumeRolePolicyDocument: 'x' })),
      'a.json at RoleDetailList[0].AssumeRolePolicyDocument: it must be a policy document',
    ],
    [
      details(role({ CreateDate: 'soon' })),
      'a.json at RoleDetailList[0].CreateDate: it must be a time',
    ],
    [
      details(role(), role({ Arn: 'arn:aws:iam::210987654321:role/x' })),
      'it must be of one account, but its ARNs name 123456789012 and 210987654321',
    ],
  ])(
    'are rejected with the file and position when they are invalid (%#)',
    async (content, message) => {
      await expect(
        makeExported({ accounts: [file('a.json', content)], clusters: {} }),
      ).rejects.toThrow(message);
    },
  );

  it.each([
    [list({ kind: 'Pod', apiVersion: 'v1' }), 'items[0].metadata.name'],
    [
      list({
        kind: 'Pod',
        apiVersion: 'v1',
        metadata: { name: 'x', namespace: 'y' },
      }),
      'items[0].spec: it must be an object',
    ],
    [{ hello: 1 }, 'k.json at kind: it must be a string'],
  ])('of clusters are rejected likewise (%#)', async (content, message) => {
    await expect(
      makeExported({
        accounts: [file('a.json', details(role()))],
        clusters: { prod: [file('k.json', content)] },
      }),
    ).rejects.toThrow(message);
  });

  it('require the accounts of their clusters, each once', async () => {
    await expect(makeExported({ accounts: [], clusters: {} })).rejects.toThrow(
      'Add the output of aws iam get-account-authorization-details',
    );
    const twice = [
      file('a.json', details(role())),
      file('b.json', details(role())),
    ];
    await expect(
      makeExported({ accounts: twice, clusters: {} }),
    ).rejects.toThrow('b.json: account 123456789012 is also in another file');
  });
});
