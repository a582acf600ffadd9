import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import { startScanHost, type ScanHost } from '../__testUtils__/scans';

const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

const ACCOUNT = '111122223333';
const CLUSTER = 'prod-eu';
const ISSUER =
  'oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF0123456789ABCDEF0123456789';
const PROVIDER = `arn:aws:iam::${ACCOUNT}:oidc-provider/${ISSUER}`;
const SUBJECT = { namespace: 'shop', name: 'orders' };

const role = (RoleName: string, trust: object, permissions: object[] = []) => ({
  Path: '/',
  RoleName,
  RoleId: `AROA${RoleName.toUpperCase()}`,
  Arn: `arn:aws:iam::${ACCOUNT}:role/${RoleName}`,
  CreateDate: '2024-02-03T04:05:06+00:00',
  AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [trust] },
  RolePolicyList: permissions.map((statement, index) => ({
    PolicyName: `own-${index}`,
    PolicyDocument: { Version: '2012-10-17', Statement: [statement] },
  })),
});

const ORDERS = role(
  'orders',
  {
    Effect: 'Allow',
    Principal: { Federated: PROVIDER },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      StringEquals: {
        [`${ISSUER}:sub`]: 'system:serviceaccount:shop:orders',
        [`${ISSUER}:aud`]: 'sts.amazonaws.com',
      },
    },
  },
  [
    {
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::real-uploads/*',
    },
  ],
);
const NODE = role('node', {
  Effect: 'Allow',
  Principal: { Service: 'ec2.amazonaws.com' },
  Action: 'sts:AssumeRole',
});

const AWS: Record<string, object> = {
  account: { RoleDetailList: [ORDERS, NODE] },
  providers: { OpenIDConnectProviderList: [{ Arn: PROVIDER }] },
  provider: { Url: ISSUER, ClientIDList: ['sts.amazonaws.com'] },
  cluster: {
    cluster: {
      name: CLUSTER,
      version: '1.33',
      arn: `arn:aws:eks:eu-west-1:${ACCOUNT}:cluster/${CLUSTER}`,
      identity: { oidc: { issuer: `https://${ISSUER}` } },
    },
  },
  nodegroups: { clusterName: CLUSTER, nodegroups: ['general'] },
  nodegroup: {
    nodegroup: {
      clusterName: CLUSTER,
      nodegroupName: 'general',
      nodeRole: NODE.Arn,
    },
  },
  associations: { clusterName: CLUSTER, associations: [] },
};

const OBJECTS = {
  apiVersion: 'v1',
  kind: 'List',
  items: [
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: {
        ...SUBJECT,
        annotations: { 'eks.amazonaws.com/role-arn': ORDERS.Arn },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: {
        name: 'ip-10-0-0-1',
        labels: { 'eks.amazonaws.com/nodegroup': 'general' },
      },
      spec: { providerID: 'aws:///eu-west-1a/i-0123456789abcdef0' },
    },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'orders-1', namespace: SUBJECT.namespace },
      spec: {
        serviceAccountName: SUBJECT.name,
        nodeName: 'ip-10-0-0-1',
        containers: [{ name: 'app', image: 'app' }],
      },
    },
  ],
};

describe('a backend that reads exported data', () => {
  let host: ScanHost;
  let directory: string;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'irsa-exported-'));
    const save = (name: string, content: object) => {
      const file = join(directory, `${name}.json`);
      writeFileSync(file, JSON.stringify(content));
      return file;
    };
    host = await startScanHost(databases, {
      exports: {
        accounts: Object.entries(AWS).map(([name, content]) =>
          save(name, content),
        ),
        clusters: { [CLUSTER]: [save('objects', OBJECTS)] },
      },
      irsa: (_, file) => {
        const access = { type: 'kubeconfig', file, context: CLUSTER };
        return {
          clusters: [
            {
              ...{ name: CLUSTER, accountId: ACCOUNT, region: 'eu-west-1' },
              ...{ access, tokenRequestAccess: access },
            },
          ],
        };
      },
    });
    await host.scan(`account:${ACCOUNT}`, `cluster:${CLUSTER}`);
  });
  afterAll(async () => {
    await host?.stop();
    rmSync(directory, { recursive: true });
  });

  it('does not know the hop limit of nodes, and reports no finding about it', async () => {
    const { body } = await host.get('/node-roles').expect(200);
    expect(body.items).toMatchObject([
      { arn: NODE.Arn, hopLimit: null, reach: 'unknown', findings: 0 },
    ]);
  });

  it('reads what was exported, and does not claim that buckets do not exist', async () => {
    const { body } = await host.get('/service-accounts').expect(200);
    const [{ id }] = body.items;
    const verification = await host
      .post(`/service-accounts/${id}/verifications`, { live: true })
      .expect(200);
    expect(verification.body.checks).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: 'oidc-provider-exists', result: 'pass' }),
        expect.objectContaining({ id: 'single-mechanism', result: 'pass' }),
        expect.objectContaining({
          id: 'resource-policies',
          result: 'unknown',
          message: expect.stringContaining(
            'The policy of bucket real-uploads could not be read.',
          ),
        }),
        expect.objectContaining({ id: 'webhook', result: 'unknown' }),
        expect.objectContaining({
          id: 'organization-policies',
          result: 'unknown',
        }),
      ]),
    );
  });
});
