import type { Server } from 'node:http';
import { EKSClient } from '@aws-sdk/client-eks';
import { S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import { makeCompany } from '../../company';
import { addRole, policyText, type StatementText } from '../../company/iam';
import { mintServiceAccountToken } from '../../kubernetes/access/tokens';
import { KubeApi } from '../../kubernetes/api';
import type { Pod } from '../../kubernetes/objects';
import { pods } from '../../kubernetes/resources/pods';
import { serviceAccounts } from '../../kubernetes/resources/serviceAccounts';
import { close, listen } from '../../server/http';
import type { IamRole } from '../../state/account';
import type { Cluster } from '../../state/cluster';
import type { World } from '../../state/world';
import { createAwsServer } from '../server';
import { type Keys, REGION } from './awsFixture';

export const PROD = '111122223333';
export const STAGING = '444455556666';
export const POD = { namespace: 'shop', serviceAccount: 'pod-orders' };

/** Returns the statement of a trust policy that allows EKS Pod Identity for {@link POD} only. */
export function podTrust(cluster: Cluster, more: object = {}): StatementText {
  return {
    Effect: 'Allow',
    Principal: { Service: 'pods.eks.amazonaws.com' },
    Action: ['sts:AssumeRole', 'sts:TagSession'],
    Condition: {
      StringEquals: {
        'aws:RequestTag/eks-cluster-arn': cluster.arn,
        'aws:RequestTag/kubernetes-namespace': POD.namespace,
        'aws:RequestTag/kubernetes-service-account': POD.serviceAccount,
      },
    },
    ...more,
  };
}

/** The company with its running AWS services, and a ServiceAccount `pod-orders` in the namespace `shop` of `prod-eu`. */
export class PodFixture {
  private constructor(
    readonly world: World,
    readonly cluster: Cluster,
    readonly endpoint: string,
    private readonly server: Server,
  ) {}

  static async start(): Promise<PodFixture> {
    const world = await makeCompany();
    const cluster = world.clusters.get('prod-eu');
    if (!cluster) throw new Error('there is no prod-eu');
    const server = createAwsServer(world);
    const port = await listen(server, {
      host: '127.0.0.1',
      port: 0,
      setting: 'none',
    });
    const fixture = new PodFixture(
      world,
      cluster,
      `http://127.0.0.1:${port}`,
      server,
    );
    fixture.api.create(
      serviceAccounts,
      {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { namespace: POD.namespace, name: POD.serviceAccount },
      },
      { writer: { manager: 'kubectl', operation: 'Update' } },
    );
    return fixture;
  }

  get api(): KubeApi {
    return new KubeApi(this.cluster, () => this.world.now());
  }

  config(keys?: Keys) {
    return {
      endpoint: this.endpoint,
      region: REGION,
      maxAttempts: 1,
      ...(keys && { credentials: keys }),
    };
  }

  administrator(accountId = PROD): Keys {
    const [user] = this.world.accounts.get(accountId)?.users.values() ?? [];
    const [{ id, secret }] = user.accessKeys;
    return { accessKeyId: id, secretAccessKey: secret };
  }

  eks = () => new EKSClient(this.config(this.administrator()));

  s3 = (keys: Keys) => new S3Client(this.config(keys));

  sts = (keys?: Keys) => new STSClient(this.config(keys));

  role(
    name: string,
    trust: StatementText[],
    permissions: StatementText[] = [],
    accountId = PROD,
  ): IamRole {
    const account = this.world.accounts.get(accountId);
    if (!account) throw new Error(`there is no account ${accountId}`);
    return addRole(account, {
      name,
      trustPolicy: policyText(...trust),
      createdAt: this.world.now(),
      inlinePolicies: new Map([['own', policyText(...permissions)]]),
    });
  }

  pod(name: string, spec: Partial<Pod['spec']> = {}): Pod {
    this.api.create(
      pods,
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name, namespace: POD.namespace },
        spec: {
          serviceAccountName: POD.serviceAccount,
          containers: [{ name: 'app', image: 'app' }],
          ...spec,
        },
      },
      { writer: { manager: 'kubectl', operation: 'Update' } },
    );
    return this.api.read(pods, POD.namespace, name);
  }

  /** Returns the token that the kubelet projects into a pod. */
  async token(
    pod: Pod | undefined,
    more: { audience?: string; now?: Date; cluster?: Cluster } = {},
  ): Promise<string> {
    const account = this.api.read(
      serviceAccounts,
      POD.namespace,
      POD.serviceAccount,
    );
    const { token } = await mintServiceAccountToken(
      more.cluster ?? this.cluster,
      account,
      {
        audiences: [more.audience ?? 'pods.eks.amazonaws.com'],
        expirationSeconds: 600,
        pod,
        now: more.now ?? this.world.now(),
      },
    );
    return token;
  }

  get agentUri(): string {
    return `${this.endpoint}/__sandbox/pod-identity-agent/v1/credentials?cluster=prod-eu`;
  }

  /** Calls the EKS Pod Identity agent as SDKs do. */
  async ask(token: string): Promise<{ status: number; text: string }> {
    const answer = await fetch(this.agentUri, {
      headers: { authorization: token },
    });
    return { status: answer.status, text: await answer.text() };
  }

  /** Returns the credentials of a pod. */
  async keys(pod: Pod): Promise<Keys> {
    const { status, text } = await this.ask(await this.token(pod));
    if (status !== 200) throw new Error(text);
    const { AccessKeyId, SecretAccessKey, Token } = JSON.parse(text);
    return {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: Token,
    };
  }

  close = () => close(this.server);
}
