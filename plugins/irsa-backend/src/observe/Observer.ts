import type { IAMClient } from '@aws-sdk/client-iam';
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
import { readLastAccessed, type ServiceUse } from './LastAccessedReader';
import { absent, unknown, valueOf, type Observation } from './observation';
import {
  simulateByAws,
  type AwsSimulation,
  type SimulatedByAws,
} from './PolicySimulator';
import { readQuotas } from './quotas';
import { readAws } from './read';
import type {
  Observed,
  ObservedCluster,
  ObservedOidcProvider,
  ObservedPolicy,
  ObservedRole,
  ObservedRolePolicies,
  ObservedServiceAccount,
} from './types';

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
    planned: {
      roleName: string;
      policyArn: string;
      wantedPolicyArns: string[];
    },
  ): Promise<Observed> {
    const kubernetes = new KubernetesReader(this.#kubernetes, config);
    const iam = this.#iam(config.accountId, config);
    const [
      clusterParts,
      namespace,
      serviceAccount,
      plannedPolicy,
      roleParts,
      wantedPolicies,
      quotas,
    ] = await Promise.all([
      this.#clusterAndProvider(config, iam),
      kubernetes.namespace(ref.namespace),
      kubernetes.serviceAccount(ref),
      iam.plannedPolicy(planned.policyArn),
      this.#role(iam, planned.roleName),
      readPolicies(iam, planned.wantedPolicyArns),
      readQuotas(this.#aws.iam(config.accountId, config.region)),
    ]);
    return {
      ref,
      config,
      at: new Date().toISOString(),
      mechanism: 'irsa',
      association: unknown(NOT_READ),
      podIdentityAgent: unknown(NOT_READ),
      ...clusterParts,
      namespace,
      serviceAccount,
      plannedPolicy,
      ...roleParts,
      wantedPolicies,
      quotas,
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
      mechanism: 'irsa',
      association: unknown(NOT_READ),
      podIdentityAgent: unknown(NOT_READ),
      ...chain,
      namespace,
      serviceAccount,
      plannedPolicy: unknown(NOT_READ),
      pods,
      webhook,
    };
  }

  /** The role that the ServiceAccount's annotation names now, with its policies. */
  async observePolicies(
    config: ClusterConfig,
    ref: ServiceAccountRef,
  ): Promise<ObservedRolePolicies> {
    const kubernetes = new KubernetesReader(this.#kubernetes, config);
    return this.#rolePolicies(config, await kubernetes.serviceAccount(ref));
  }

  /** The role that the ServiceAccount's annotation names now. */
  async observeRole(
    config: ClusterConfig,
    ref: ServiceAccountRef,
  ): Promise<Observation<ObservedRole>> {
    const kubernetes = new KubernetesReader(this.#kubernetes, config);
    const serviceAccount = await kubernetes.serviceAccount(ref);
    const role = annotatedRole(serviceAccount);
    return role
      ? this.#iam(role.accountId, config).role(role.name)
      : noRole(serviceAccount).role;
  }

  /** What AWS's own engine answers to requests of a role. */
  simulateByAws(
    config: ClusterConfig,
    simulation: AwsSimulation,
  ): Promise<Observation<SimulatedByAws>[]> {
    return simulateByAws(this.#client(config, simulation.roleArn), simulation);
  }

  /** When a role last used each service, from a report that AWS makes now. */
  lastAccessed(
    config: ClusterConfig,
    roleArn: string,
  ): Promise<Observation<ServiceUse[]>> {
    return readLastAccessed(this.#client(config, roleArn), roleArn);
  }

  /** The namespaces that the cluster has now. */
  namespaces(config: ClusterConfig): Promise<Observation<string[]>> {
    return new KubernetesReader(this.#kubernetes, config).namespaces();
  }

  async #chain(
    config: ClusterConfig,
    serviceAccount: Observation<ObservedServiceAccount>,
  ) {
    const role = annotatedRole(serviceAccount);
    const iam = this.#iam(role?.accountId ?? config.accountId, config);
    const [clusterParts, roleParts] = await Promise.all([
      this.#clusterAndProvider(config, iam, role?.accountId),
      this.#rolePolicies(config, serviceAccount),
    ]);
    return { ...clusterParts, ...roleParts };
  }

  #rolePolicies(
    config: ClusterConfig,
    serviceAccount: Observation<ObservedServiceAccount>,
  ): Promise<ObservedRolePolicies> | ObservedRolePolicies {
    const role = annotatedRole(serviceAccount);
    return role
      ? this.#role(this.#iam(role.accountId, config), role.name)
      : noRole(serviceAccount);
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
  async #role(iam: IamReader, name: string): Promise<ObservedRolePolicies> {
    const [role, attachedPolicies, inlinePolicies] = await Promise.all([
      iam.role(name),
      iam.attachedPolicies(name),
      iam.inlinePolicies(name),
    ]);
    return {
      role,
      attachedPolicies,
      inlinePolicies,
      permissionsBoundary: await readBoundary(iam, role),
    };
  }

  #client(config: ClusterConfig, roleArn: string): IAMClient {
    const { accountId = config.accountId } = parseRoleArn(roleArn) ?? {};
    return this.#aws.iam(accountId, config.region);
  }

  #iam(accountId: string, config: ClusterConfig): IamReader {
    return new IamReader(this.#aws.iam(accountId, config.region));
  }
}

async function readPolicies(
  iam: IamReader,
  arns: string[],
): Promise<Record<string, Observation<ObservedPolicy>>> {
  const read = arns.map(async arn => [arn, await iam.policy(arn)] as const);
  return Object.fromEntries(await Promise.all(read));
}

function annotatedRole(serviceAccount: Observation<ObservedServiceAccount>) {
  const { annotations = {} } = valueOf(serviceAccount) ?? {};
  return parseRoleArn(annotations[EKS_ANNOTATIONS.roleArn] ?? '');
}

/** What limits the role is not known while the role is not; a policy that the role names is never simply absent. */
async function readBoundary(
  iam: IamReader,
  role: Observation<ObservedRole>,
): Promise<Observation<ObservedPolicy>> {
  if (role.state === 'unknown') return unknown(role.reason, role.right);
  const arn = valueOf(role)?.permissionsBoundaryArn;
  if (arn === undefined) return absent();
  const boundary = await iam.policy(arn);
  return boundary.state === 'absent'
    ? unknown(`The permissions boundary ${arn} does not exist.`)
    : boundary;
}

/** A ServiceAccount that is not known may well have a role. */
function noRole(
  serviceAccount: Observation<ObservedServiceAccount>,
): ObservedRolePolicies {
  const same = <T>(): Observation<T> =>
    serviceAccount.state === 'unknown'
      ? unknown(serviceAccount.reason, serviceAccount.right)
      : absent();
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
