import {
  EKS_ANNOTATIONS,
  oidcProviderArn,
  parseRoleArn,
  type ServiceAccountRef,
} from '@backstage-irsa/plugin-irsa-common';
import type { AwsClients } from '../aws/AwsClients';
import type { ClusterReader } from '../aws/ClusterReader';
import type { ClusterConfig } from '../config/types';
import type { KubernetesClients } from '../kubernetes/KubernetesClients';
import { IamReader } from './IamReader';
import { KubernetesReader } from './KubernetesReader';
import { absent, unknown, valueOf, type Observation } from './observation';
import { readAws } from './read';
import type {
  Observed,
  ObservedCluster,
  ObservedOidcProvider,
  ObservedServiceAccount,
} from './types';

type RoleParts = Pick<
  Observed,
  'role' | 'attachedPolicies' | 'inlinePolicies' | 'permissionsBoundary'
>;

const NOT_READ = 'It is not read for this purpose.';

/** The only reader of AWS and clusters. */
export class Observer {
  readonly #aws: AwsClients;
  readonly #clusters: ClusterReader;
  readonly #kubernetes: KubernetesClients;

  static create(options: {
    aws: AwsClients;
    clusters: ClusterReader;
    kubernetes: KubernetesClients;
  }): Observer {
    return new Observer(options);
  }

  private constructor(options: {
    aws: AwsClients;
    clusters: ClusterReader;
    kubernetes: KubernetesClients;
  }) {
    this.#aws = options.aws;
    this.#clusters = options.clusters;
    this.#kubernetes = options.kubernetes;
  }

  /** What a plan needs: the objects of the planned names in the cluster's account. */
  async observeForPlan(
    config: ClusterConfig,
    ref: ServiceAccountRef,
    planned: { roleName: string; policyArn: string },
  ): Promise<Observed> {
    const kubernetes = new KubernetesReader(this.#kubernetes, config);
    const iam = this.#iam(config.accountId, config);
    const [clusterParts, namespace, serviceAccount, plannedPolicy, roleParts] =
      await Promise.all([
        this.#clusterAndProvider(config, iam),
        kubernetes.namespace(ref.namespace),
        kubernetes.serviceAccount(ref),
        iam.plannedPolicy(planned.policyArn),
        readPlannedRole(iam, planned.roleName),
      ]);
    return {
      ref,
      config,
      at: new Date().toISOString(),
      ...clusterParts,
      namespace,
      serviceAccount,
      plannedPolicy,
      ...roleParts,
      inlinePolicies: unknown(NOT_READ),
      permissionsBoundary: unknown(NOT_READ),
      pods: unknown(NOT_READ),
      webhook: unknown(NOT_READ),
    };
  }

  /** What checks need: the ServiceAccount, its pods, and the role that its annotation names. */
  async observe(
    config: ClusterConfig,
    ref: ServiceAccountRef,
  ): Promise<Observed> {
    const kubernetes = new KubernetesReader(this.#kubernetes, config);
    const account = kubernetes.serviceAccount(ref);
    const [chain, namespace, serviceAccount, pods, webhook] = await Promise.all(
      [
        account.then(read => this.#chain(config, read)),
        kubernetes.namespace(ref.namespace),
        account,
        kubernetes.pods(ref),
        kubernetes.webhook(),
      ],
    );
    return {
      ref,
      config,
      at: new Date().toISOString(),
      ...chain,
      namespace,
      serviceAccount,
      plannedPolicy: unknown(NOT_READ),
      pods,
      webhook,
    };
  }

  /** The namespaces that the cluster has now. */
  namespaces(config: ClusterConfig): Promise<Observation<string[]>> {
    return new KubernetesReader(this.#kubernetes, config).namespaces();
  }

  async #chain(
    config: ClusterConfig,
    serviceAccount: Observation<ObservedServiceAccount>,
  ) {
    const annotation =
      valueOf(serviceAccount)?.annotations[EKS_ANNOTATIONS.roleArn];
    const role = parseRoleArn(annotation ?? '');
    const iam = this.#iam(role?.accountId ?? config.accountId, config);
    const [clusterParts, roleParts] = await Promise.all([
      this.#clusterAndProvider(config, iam, role?.accountId),
      role
        ? this.#role(iam, role.name)
        : noRole(
            serviceAccount.state === 'unknown'
              ? unknown(serviceAccount.reason, serviceAccount.right)
              : absent(),
          ),
    ]);
    return { ...clusterParts, ...roleParts };
  }

  async #clusterAndProvider(
    config: ClusterConfig,
    iam: IamReader,
    roleAccountId: string = config.accountId,
  ): Promise<Pick<Observed, 'cluster' | 'oidcProvider'>> {
    const cluster = await readAws('eks:DescribeCluster', () =>
      this.#clusters.describe(config),
    );
    return {
      cluster,
      oidcProvider: await readProvider(iam, cluster, roleAccountId),
    };
  }

  /** Three reads at once; the boundary is read when the role has one. */
  async #role(iam: IamReader, name: string): Promise<RoleParts> {
    const [role, attachedPolicies, inlinePolicies] = await Promise.all([
      iam.role(name),
      iam.attachedPolicies(name),
      iam.inlinePolicies(name),
    ]);
    const boundaryArn = valueOf(role)?.permissionsBoundaryArn;
    return {
      role,
      attachedPolicies,
      inlinePolicies,
      permissionsBoundary:
        boundaryArn === undefined ? absent() : await iam.policy(boundaryArn),
    };
  }

  #iam(accountId: string, config: ClusterConfig): IamReader {
    return new IamReader(this.#aws.iam(accountId, config.region));
  }
}

async function readPlannedRole(
  iam: IamReader,
  name: string,
): Promise<Pick<Observed, 'role' | 'attachedPolicies'>> {
  const [role, attachedPolicies] = await Promise.all([
    iam.role(name),
    iam.attachedPolicies(name),
  ]);
  return { role, attachedPolicies };
}

function noRole<T>(state: Observation<T>): RoleParts {
  const same = <U>(): Observation<U> =>
    state.state === 'unknown' ? unknown(state.reason, state.right) : absent();
  return {
    role: same(),
    attachedPolicies: same(),
    inlinePolicies: same(),
    permissionsBoundary: same(),
  };
}

async function readProvider(
  iam: IamReader,
  cluster: Observation<ObservedCluster>,
  accountId: string,
): Promise<Observation<ObservedOidcProvider>> {
  if (cluster.state === 'unknown') {
    return unknown(cluster.reason, cluster.right);
  }
  if (cluster.state === 'absent') return absent();
  const { partition, issuer } = cluster.value;
  return iam.oidcProvider(oidcProviderArn(partition, accountId, issuer));
}
