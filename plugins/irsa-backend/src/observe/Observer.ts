import type { IAMClient } from '@aws-sdk/client-iam';
import {
  parseRoleArn,
  type ServiceAccountRef,
} from '@backstage-irsa/plugin-irsa-common';
import type { AccountQuotas } from '../aws/AccountQuotas';
import type { AwsClients } from '../aws/AwsClients';
import type { ClusterReader } from '../aws/ClusterReader';
import type { ClusterConfig } from '../config/types';
import type { KubernetesClients } from '../kubernetes/KubernetesClients';
import { IamReader } from './IamReader';
import { KubernetesReader } from './KubernetesReader';
import {
  readLastAccessed,
  type Granularity,
  type ServiceUse,
} from './LastAccessedReader';
import { absent, unknown, valueOf, type Observation } from './observation';
import { NOT_READ, readForPlan, type PlannedObjects } from './forPlan';
import { readOtherIssuers } from './otherIssuers';
import { PodIdentityReader } from './PodIdentityReader';
import { readPodRole } from './podRole';
import {
  simulateByAws,
  type AwsSimulation,
  type SimulatedByAws,
} from './PolicySimulator';
import { withReach } from './reach';
import { readAws } from './read';
import {
  annotatedRole,
  associatedRole,
  mechanismOf,
  noRole,
  readProvider,
  readRolePolicies,
  targetedRole,
  type RoleName,
} from './roles';
import { whereOf } from './where';
import type {
  ObserveOptions,
  Observed,
  ObservedAssociation,
  ObservedPod,
  ObservedRolePolicies,
  ObservedServiceAccount,
} from './types';

/** The only reader of AWS and clusters. */
export class Observer {
  readonly #aws: AwsClients;
  readonly #clusters: ClusterReader;
  readonly #quotas: AccountQuotas;
  readonly #configured: ClusterConfig[];
  readonly #kubernetes: KubernetesClients;

  static create(options: {
    aws: AwsClients;
    clusters: ClusterReader;
    quotas: AccountQuotas;
    configured: ClusterConfig[];
    kubernetes: KubernetesClients;
  }): Observer {
    return new Observer(options);
  }

  private constructor(options: {
    aws: AwsClients;
    clusters: ClusterReader;
    quotas: AccountQuotas;
    configured: ClusterConfig[];
    kubernetes: KubernetesClients;
  }) {
    this.#aws = options.aws;
    this.#clusters = options.clusters;
    this.#quotas = options.quotas;
    this.#configured = options.configured;
    this.#kubernetes = options.kubernetes;
  }

  /** What a plan needs: the objects of the planned names, in the account of the planned role. */
  async observeForPlan(
    config: ClusterConfig,
    ref: ServiceAccountRef,
    planned: PlannedObjects,
  ): Promise<Observed> {
    const { accountId = config.accountId } =
      parseRoleArn(planned.roleArn) ?? {};
    const iam = this.#iam(accountId, config);
    return readForPlan(
      {
        iam,
        quotas: this.#aws.iam(accountId, config.region),
        kubernetes: new KubernetesReader(this.#kubernetes, config),
        podIdentity: this.#podIdentity(config),
        clusterAndProvider: this.#clusterAndProvider(config, iam, accountId),
        podRole:
          planned.podRole && readPodRole(this.#aws, config, planned.podRole),
      },
      { ref, config },
      planned,
    );
  }

  /** What checks need: the ServiceAccount, its pods, and the role that its annotation or association names. */
  async observe(
    config: ClusterConfig,
    ref: ServiceAccountRef,
    { live, known, grants, delivery, cutOff }: ObserveOptions,
  ): Promise<Observed> {
    const kubernetes = new KubernetesReader(this.#kubernetes, config);
    const account = kubernetes.serviceAccount(ref);
    const podIdentity = this.#podIdentity(config);
    const associated = podIdentity.association(ref);
    const [chain, namespace, serviceAccount, workloads, webhook] =
      await Promise.all([
        this.#chain(config, { account, associated, live, grants }),
        kubernetes.namespace(ref.namespace),
        account,
        kubernetes.podsAndLookalikes(ref),
        kubernetes.webhook(),
      ]);
    const association = await associated;
    return {
      ref,
      config,
      at: new Date().toISOString(),
      mechanism: mechanismOf(serviceAccount, association),
      association,
      known,
      grants,
      ...(delivery && { delivery }),
      ...(cutOff && { cutOff }),
      ...chain,
      namespace,
      serviceAccount,
      plannedPolicy: unknown(NOT_READ),
      ...workloads,
      webhook,
    };
  }

  /** The pods that run as the ServiceAccount. */
  async observePods(
    config: ClusterConfig,
    ref: ServiceAccountRef,
  ): Promise<Observation<ObservedPod[]>> {
    return new KubernetesReader(this.#kubernetes, config).pods(ref);
  }

  /** The role that pods of the ServiceAccount get now, with its policies. */
  async observePolicies(
    config: ClusterConfig,
    ref: ServiceAccountRef,
  ): Promise<ObservedRolePolicies> {
    const { role, serviceAccount } = await this.#roleOf(config, ref);
    return this.#rolePolicies(config, role, serviceAccount);
  }

  /** The role that pods of the ServiceAccount get now. */
  async observeRole(
    config: ClusterConfig,
    ref: ServiceAccountRef,
  ): Promise<Pick<ObservedRolePolicies, 'role' | 'malformedRoleArn'>> {
    const { role, serviceAccount } = await this.#roleOf(config, ref);
    return role
      ? { role: await this.#iam(role.accountId, config).role(role.name) }
      : noRole(serviceAccount);
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
    granularity?: Granularity,
  ): Promise<Observation<ServiceUse[]>> {
    return readLastAccessed(
      this.#client(config, roleArn),
      roleArn,
      granularity,
    );
  }

  /** The namespaces that the cluster has now. */
  namespaces(config: ClusterConfig): Promise<Observation<string[]>> {
    return new KubernetesReader(this.#kubernetes, config).namespaces();
  }

  async #roleOf(
    config: ClusterConfig,
    ref: ServiceAccountRef,
  ): Promise<{
    role?: RoleName;
    serviceAccount: Observation<ObservedServiceAccount>;
  }> {
    const kubernetes = new KubernetesReader(this.#kubernetes, config);
    const serviceAccount = await kubernetes.serviceAccount(ref);
    const role =
      annotatedRole(serviceAccount) ??
      targetedRole(await this.#podIdentity(config).association(ref));
    return { role, serviceAccount };
  }

  async #chain(
    config: ClusterConfig,
    options: {
      account: Promise<Observation<ObservedServiceAccount>>;
      associated: Promise<Observation<ObservedAssociation>>;
      live: boolean;
      grants: ObserveOptions['grants'];
    },
  ) {
    const serviceAccount = await options.account;
    const annotated = annotatedRole(serviceAccount);
    const associated = annotated ? absent<never>() : await options.associated;
    const role = annotated ?? associatedRole(associated);
    const accountId = role?.accountId ?? config.accountId;
    const iam = this.#iam(accountId, config);
    const [clusterParts, otherIssuers, roleParts, podIdentityAgent, quotas] =
      await Promise.all([
        this.#clusterAndProvider(config, iam, accountId),
        readOtherIssuers(this.#clusters, this.#configured, config),
        withReach(this.#aws, {
          policies: this.#rolePolicies(config, role, serviceAccount),
          accountId,
          config,
          live: options.live,
          grants: options.grants,
          targetRoleArn: valueOf(associated)?.targetRoleArn,
        }),
        options.associated.then(association =>
          this.#podIdentity(config).agent(association),
        ),
        readAws('iam:GetAccountSummary', () =>
          this.#quotas.of(accountId, config),
        ),
      ]);
    return {
      ...clusterParts,
      otherIssuers,
      ...roleParts,
      podIdentityAgent,
      quotas,
    };
  }

  #rolePolicies(
    config: ClusterConfig,
    role: RoleName | undefined,
    serviceAccount: Observation<ObservedServiceAccount>,
  ): Promise<ObservedRolePolicies> | ObservedRolePolicies {
    return role
      ? readRolePolicies(this.#iam(role.accountId, config), role.name)
      : noRole(serviceAccount);
  }

  async #clusterAndProvider(
    config: ClusterConfig,
    iam: IamReader,
    roleAccountId: string,
  ): Promise<Pick<Observed, 'cluster' | 'oidcProvider'>> {
    const cluster = await readAws('eks:DescribeCluster', () =>
      this.#clusters.describeNow(config),
    );
    return {
      cluster,
      oidcProvider: await readProvider(iam, cluster, roleAccountId),
    };
  }

  #podIdentity(config: ClusterConfig): PodIdentityReader {
    return new PodIdentityReader(
      this.#aws.eks(config.accountId, config.region),
      config.eksName,
    );
  }

  #client(config: ClusterConfig, roleArn: string): IAMClient {
    const { accountId = config.accountId } = parseRoleArn(roleArn) ?? {};
    return this.#aws.iam(accountId, config.region);
  }

  #iam(accountId: string, config: ClusterConfig): IamReader {
    return new IamReader(
      this.#aws.iam(accountId, config.region),
      whereOf(accountId, config),
    );
  }
}
