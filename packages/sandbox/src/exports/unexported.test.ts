import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CoreV1Api,
  AdmissionregistrationV1Api,
  KubeConfig,
} from '@kubernetes/client-node';
import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  DescribeAddonCommand,
  DescribeClusterCommand,
  DescribeNodegroupCommand,
  DescribePodIdentityAssociationCommand,
  EKSClient,
  ListAccessEntriesCommand,
  ListNodegroupsCommand,
  ListPodIdentityAssociationsCommand,
} from '@aws-sdk/client-eks';
import {
  GenerateServiceLastAccessedDetailsCommand,
  GetAccountSummaryCommand,
  GetOpenIDConnectProviderCommand,
  GetRoleCommand,
  IAMClient,
  ListOpenIDConnectProvidersCommand,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import {
  GetBucketPolicyCommand,
  HeadObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { jsonCaller } from '../aws/__testUtils__/call';
import { type Sandbox, startSandbox } from '../index';

const ACCOUNT = '123456789012';
const ISSUER =
  'oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF0123456789ABCDEF0123456789';
const PROVIDER = `arn:aws:iam::${ACCOUNT}:oidc-provider/${ISSUER}`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/orders`;

const EXPORTS: Record<string, object> = {
  account: {
    RoleDetailList: [
      {
        Path: '/',
        RoleName: 'orders',
        RoleId: 'AROA1',
        Arn: ROLE,
        CreateDate: '2024-02-03T04:05:06+00:00',
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Federated: PROVIDER },
              Action: 'sts:AssumeRoleWithWebIdentity',
            },
          ],
        },
      },
    ],
  },
  providers: { OpenIDConnectProviderList: [{ Arn: PROVIDER }] },
  provider: { Url: ISSUER, ClientIDList: ['sts.amazonaws.com'], Tags: [] },
  cluster: {
    cluster: {
      name: 'prod',
      arn: `arn:aws:eks:eu-west-1:${ACCOUNT}:cluster/prod`,
      identity: { oidc: { issuer: `https://${ISSUER}` } },
    },
  },
  nodegroups: { clusterName: 'prod', nodegroups: ['general'] },
  nodegroup: {
    nodegroup: {
      clusterName: 'prod',
      nodegroupName: 'general',
      nodeRole: ROLE,
    },
  },
  associations: { clusterName: 'prod', associations: [] },
  addon: {
    addon: {
      addonName: 'eks-pod-identity-agent',
      clusterName: 'prod',
      status: 'DEGRADED',
      addonVersion: 'v1.3.0-eksbuild.1',
      addonArn: `arn:aws:eks:eu-west-1:${ACCOUNT}:addon/prod/eks-pod-identity-agent/1`,
    },
  },
};

const OBJECTS = {
  apiVersion: 'v1',
  kind: 'List',
  items: [
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'orders', namespace: 'shop' },
    },
  ],
};

describe('what was not exported', () => {
  let directory: string;
  let sandbox: Sandbox;

  const start = async (...names: string[]) => {
    const save = (name: string, content: object) => {
      const file = join(directory, `${name}.json`);
      writeFileSync(file, JSON.stringify(content));
      return file;
    };
    sandbox = await startSandbox({
      ...{ directory, awsPort: 0, clusterPorts: [0] },
      exports: {
        accounts: names.map(name => save(name, EXPORTS[name])),
        clusters: { prod: [save('objects', OBJECTS)] },
      },
    });
    const [credentials] = sandbox.administrators.values();
    const { awsEndpoint: endpoint } = sandbox;
    const settings = { endpoint, region: 'eu-west-1', credentials };
    const caller = (service: string, prefix: string) => {
      const call = jsonCaller({ endpoint, service, prefix });
      return (operation: string, input: object) =>
        call(credentials, operation, input);
    };
    return {
      iam: new IAMClient(settings),
      eks: new EKSClient(settings),
      ec2: new EC2Client(settings),
      s3: new S3Client({ ...settings, forcePathStyle: true }),
      kms: caller('kms', 'TrentService'),
      sqs: caller('sqs', 'AmazonSQS'),
      dynamodb: caller('dynamodb', 'DynamoDB_20120810'),
    };
  };

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'unexported-'));
  });
  afterEach(async () => {
    await sandbox.close();
    rmSync(directory, { recursive: true });
  });

  const clusterName = 'prod';
  const addonName = 'eks-pod-identity-agent';
  const denied = {
    message: expect.stringContaining('It was not exported to this sandbox.'),
  };

  it('is refused by AWS instead of missing, even to an administrator', async () => {
    const { iam, eks, ec2, kms, sqs, s3, dynamodb } = await start('account');
    const Bucket = 'uploads';
    for (const [name, sent] of [
      ['AccessDenied', s3.send(new GetBucketPolicyCommand({ Bucket }))],
      ['AccessDeniedException', sqs('GetQueueUrl', { QueueName: 'q' })],
      ['AccessDeniedException', kms('DescribeKey', { KeyId: 'k' })],
      ['AccessDeniedException', dynamodb('DescribeTable', { TableName: 't' })],
      ['UnauthorizedOperation', ec2.send(new DescribeInstancesCommand({}))],
      ['AccessDenied', iam.send(new GetAccountSummaryCommand({}))],
      ['AccessDenied', iam.send(new ListOpenIDConnectProvidersCommand({}))],
      [
        'AccessDenied',
        iam.send(
          new GetOpenIDConnectProviderCommand({
            OpenIDConnectProviderArn: PROVIDER,
          }),
        ),
      ],
      [
        'AccessDenied',
        iam.send(new GenerateServiceLastAccessedDetailsCommand({ Arn: ROLE })),
      ],
      [
        'AccessDenied',
        iam.send(
          new SimulatePrincipalPolicyCommand({
            PolicySourceArn: ROLE,
            ActionNames: ['s3:GetObject'],
          }),
        ),
      ],
      [
        'AccessDeniedException',
        eks.send(new ListAccessEntriesCommand({ clusterName })),
      ],
      [
        'AccessDeniedException',
        eks.send(new ListNodegroupsCommand({ clusterName })),
      ],
      [
        'AccessDeniedException',
        eks.send(
          new DescribeNodegroupCommand({ clusterName, nodegroupName: 'x' }),
        ),
      ],
      [
        'AccessDeniedException',
        eks.send(new ListPodIdentityAssociationsCommand({ clusterName })),
      ],
      [
        'AccessDeniedException',
        eks.send(new DescribeAddonCommand({ clusterName, addonName })),
      ],
      [
        'AccessDeniedException',
        eks.send(new DescribeClusterCommand({ name: 'other' })),
      ],
    ] as const) {
      await expect(sent).rejects.toMatchObject({ name, ...denied });
    }
    await expect(
      s3.send(new HeadObjectCommand({ Bucket, Key: 'a' })),
    ).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'orders' }));
    expect(Role?.Arn).toBe(ROLE);
  });

  it('does not include what was exported, or is known to be missing from a complete list', async () => {
    const { iam, eks } = await start(...Object.keys(EXPORTS));
    const { OpenIDConnectProviderList } = await iam.send(
      new ListOpenIDConnectProvidersCommand({}),
    );
    expect(OpenIDConnectProviderList).toEqual([{ Arn: PROVIDER }]);
    const { ClientIDList } = await iam.send(
      new GetOpenIDConnectProviderCommand({
        OpenIDConnectProviderArn: PROVIDER,
      }),
    );
    expect(ClientIDList).toEqual(['sts.amazonaws.com']);
    const { nodegroups } = await eks.send(
      new ListNodegroupsCommand({ clusterName }),
    );
    expect(nodegroups).toEqual(['general']);
    const { associations } = await eks.send(
      new ListPodIdentityAssociationsCommand({ clusterName }),
    );
    expect(associations).toEqual([]);
    await expect(
      eks.send(
        new DescribePodIdentityAssociationCommand({
          ...{ clusterName, associationId: 'a-1' },
        }),
      ),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    const { addon } = await eks.send(
      new DescribeAddonCommand({ clusterName, addonName }),
    );
    expect(addon?.status).toBe('DEGRADED');
  });

  it('is refused by the cluster for kinds that every cluster has', async () => {
    await start('account', 'cluster');
    const kubeconfig = new KubeConfig();
    kubeconfig.loadFromFile(join(directory, 'kubeconfig'));
    const core = kubeconfig.makeApiClient(CoreV1Api);
    const webhooks = kubeconfig.makeApiClient(AdmissionregistrationV1Api);
    const { items } = await core.listServiceAccountForAllNamespaces();
    expect(items.map(({ metadata }) => metadata?.name)).toContain('orders');
    for (const sent of [
      core.listPodForAllNamespaces(),
      core.listNode(),
      webhooks.listMutatingWebhookConfiguration(),
    ]) {
      await expect(sent).rejects.toMatchObject({
        code: 403,
        message: expect.stringContaining('it was not exported to this sandbox'),
      });
    }
  });
});
