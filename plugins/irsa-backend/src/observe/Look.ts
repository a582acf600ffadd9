import {
  noRole,
  type Grant,
  type ServiceAccountRef,
  type ClusterConfig,
  found,
  valueOf,
  type Observation,
  type ObserveOptions,
  type Observed,
  type ObservedOidcProvider,
  type ObservedRolePolicies,
} from '@backstage-irsa/core/model';
import { parseRoleArn } from '@backstage-irsa/core/arn';
import { once } from '../lib/once';
import { IamReaders } from './IamReaders';
import { KubernetesReader } from './KubernetesReader';
import type { LookReaders } from './LookReaders';
import { readOtherIssuers } from './readIssuers';
import {
  NOT_ASSOCIATED,
  NOT_FOR_CHECKS,
  NOT_FOR_PLANS,
  NOT_LIMITED,
  type PlannedObjects,
} from '@backstage-irsa/core/planning';
import { readAgent } from './podIdentityAgent';
import { readPodIdentityNodes } from './podIdentityNodes';
import { PodIdentityReader } from './PodIdentityReader';
import { readQuotas } from './quotas';
import { withReach } from './reach';
import { readAws } from './read';
import { EncryptionReader } from './resources';
import {
  mechanismOf,
  namedRoles,
  readPolicies,
  readProvider,
  roleOfPods,
  type RoleName,
} from './roles';

/** One observation of a ServiceAccount and the objects that belong to it. Each object is read once, however many callers need it. */
export class Look {
  readonly #o: LookReaders;
  readonly #config: ClusterConfig;
  readonly ref: ServiceAccountRef;
  readonly #iam: IamReaders;
  readonly #kubernetes: KubernetesReader;
  readonly #podIdentity: PodIdentityReader;
  readonly #encryptions: EncryptionReader;

  /** The current ServiceAccount. */
  readonly serviceAccount = once(() =>
    this.#kubernetes.serviceAccount(this.ref),
  );
  readonly #namespace = once(() =>
    this.#kubernetes.namespace(this.ref.namespace),
  );
  /** The EKS Pod Identity association of the ServiceAccount. */
  readonly association = once(() => this.#podIdentity.association(this.ref));
  readonly #cluster = once(() =>
    readAws('eks:DescribeCluster', () =>
      this.#o.clusters.describeNow(this.#config),
    ),
  );

  /** The pods that run as the ServiceAccount. */
  readonly pods = once(() => this.#kubernetes.pods(this.ref));

  constructor(
    readers: LookReaders,
    config: ClusterConfig,
    ref: ServiceAccountRef,
  ) {
    const { aws, kubernetes } = readers;
    this.#o = readers;
    this.#config = config;
    this.ref = ref;
    this.#iam = new IamReaders({ aws, config });
    this.#encryptions = new EncryptionReader(aws, config);
    this.#kubernetes = new KubernetesReader(kubernetes, config);
    this.#podIdentity = new PodIdentityReader(
      aws.eks(config.accountId, config.region),
      config.eksName,
    );
  }

  /** Reads what the checks need: the ServiceAccount, its pods, and the role that its annotation or association names. */
  async forChecks({
    live,
    known,
    grants,
    delivery,
    cutOff,
    existing,
    mechanism,
  }: ObserveOptions): Promise<Observed> {
    const [chain, association, namespace, serviceAccount, workloads, webhook] =
      await Promise.all([
        this.#chain(live, grants),
        this.association(),
        this.#namespace(),
        this.serviceAccount(),
        this.#workloads(),
        this.#kubernetes.webhook(),
      ]);
    return {
      ...{ ref: this.ref, config: this.#config },
      at: new Date().toISOString(),
      mechanism: mechanismOf(serviceAccount, association, mechanism),
      ...{ association, known, grants },
      ...(delivery && { delivery }),
      ...(cutOff && { cutOff }),
      ...(existing && { existing }),
      ...chain,
      ...{ namespace, serviceAccount },
      ...NOT_FOR_CHECKS,
      ...workloads,
      webhook,
    };
  }

  /** Reads what drift detection needs: the objects with the planned names, in the account of the planned role. */
  async forDrift(planned: PlannedObjects): Promise<Observed> {
    const accountId = this.#accountOf(planned);
    const { podRole, policyArn, podIdentity } = planned;
    const { name: podRoleName = '' } = parseRoleArn(podRole?.arn ?? '') ?? {};
    const [cluster, resources, oidcProvider, podIdentityParts, ...parts] =
      await Promise.all([
        this.#cluster(),
        this.#encryptions.ofGrants(accountId, planned.grants),
        this.#provider(accountId),
        podIdentity ? this.#podIdentityParts() : NOT_ASSOCIATED,
        this.#namespace(),
        this.serviceAccount(),
        this.#iam.of(accountId).policy(policyArn),
        this.#iam.role(accountId, planned.roleName),
        podRole && this.#iam.role(this.#config.accountId, podRoleName),
      ]);
    const [namespace, serviceAccount, policy, role, onWay] = parts;
    return {
      ...{ ref: this.ref, config: this.#config },
      at: new Date().toISOString(),
      mechanism: 'irsa',
      ...{ known: {}, grants: [] },
      ...NOT_FOR_PLANS,
      ...NOT_LIMITED,
      ...{ cluster, resources, oidcProvider },
      ...podIdentityParts,
      ...{ namespace, serviceAccount },
      plannedPolicy:
        policy.state === 'found'
          ? found({ ...policy.value, versionIds: [] })
          : policy,
      ...role,
      ...(onWay && { podRole: { ...onWay, ...NOT_LIMITED } }),
    };
  }

  /** Reads what a plan needs beyond `forDrift`: the IAM quotas of the accounts, and the policies that the role will get. */
  async forPlan(planned: PlannedObjects): Promise<Observed> {
    const accountId = this.#accountOf(planned);
    const { podRole, policyArn, wantedPolicyArns } = planned;
    const { accountId: own } = this.#config;
    const boundaryArn = podRole?.boundaryArn;
    const [objects, plannedPolicy, wanted, quotas, boundary, podRoleQuotas] =
      await Promise.all([
        this.forDrift(planned),
        this.#iam.of(accountId).plannedPolicy(policyArn),
        readPolicies(this.#iam.of(accountId), wantedPolicyArns),
        this.#quotasNow(accountId),
        readPolicies(
          this.#iam.of(own),
          boundaryArn === undefined ? [] : [boundaryArn],
        ),
        podRole && this.#quotasNow(own),
      ]);
    return {
      ...objects,
      plannedPolicy,
      wantedPolicies: { ...wanted, ...boundary },
      quotas,
      ...(objects.podRole &&
        podRoleQuotas && {
          podRole: { ...objects.podRole, quotas: podRoleQuotas },
        }),
    };
  }

  /** Returns the role that new pods of the ServiceAccount get. */
  async role(): Promise<
    Pick<ObservedRolePolicies, 'role' | 'malformedRoleArn'>
  > {
    const role = await this.#roleOfPods();
    return role
      ? { role: await this.#iam.of(role.accountId).role(role.name) }
      : noRole(await this.serviceAccount());
  }

  /** Returns the same role with its policies, and the association if pods get the role by one. */
  async rolePolicies(): Promise<
    ObservedRolePolicies & Pick<Observed, 'association'>
  > {
    const role = await this.#roleOfPods();
    return {
      ...(await this.#policiesOf(role)),
      association: await this.association(),
    };
  }

  async #roleOfPods(): Promise<RoleName | undefined> {
    const [serviceAccount, association] = await Promise.all([
      this.serviceAccount(),
      this.association(),
    ]);
    return roleOfPods(serviceAccount, association);
  }

  async #chain(live: boolean, grants: Grant[]) {
    const association = await this.association();
    const { role, target, overriding } = namedRoles(
      await this.serviceAccount(),
      association,
    );
    const accountId = role?.accountId ?? this.#config.accountId;
    const { aws, clusters, quotas: remembered } = this.#o;
    const config = this.#config;
    const [cluster, oidcProvider, otherIssuers, roleParts, nodeParts, ...rest] =
      await Promise.all([
        this.#cluster(),
        this.#provider(accountId),
        readOtherIssuers(clusters, this.#o.config.clusters, config),
        withReach(aws, {
          ...{ accountId, config, live, grants },
          ...{ iam: this.#iam, encryptions: this.#encryptions },
          policies: this.#policiesOf(role),
          organizations: this.#o.organizations,
          targetRoleArn: target && valueOf(association)?.targetRoleArn,
        }),
        readPodIdentityNodes(association, this.#cluster(), {
          ...{ aws, config, iam: this.#iam },
          podIdentity: this.#podIdentity,
          kubernetes: this.#kubernetes,
        }),
        readAws('iam:GetAccountSummary', () =>
          remembered.of(accountId, config),
        ),
        overriding && this.#policiesOf(overriding),
      ]);
    const [quotas, ofPods] = rest;
    return {
      ...{ cluster, oidcProvider, otherIssuers, quotas },
      ...roleParts,
      ...nodeParts,
      ...(ofPods && { overriding: ofPods }),
    };
  }

  async #policiesOf(role: RoleName | undefined): Promise<ObservedRolePolicies> {
    return role
      ? this.#iam.role(role.accountId, role.name)
      : noRole(await this.serviceAccount());
  }

  async #provider(
    accountId: string,
  ): Promise<Observation<ObservedOidcProvider>> {
    return readProvider(
      this.#iam.of(accountId),
      await this.#cluster(),
      accountId,
    );
  }

  async #podIdentityParts(): Promise<
    Pick<Observed, 'association' | 'podIdentityAgent'>
  > {
    const [association, podIdentityAgent] = await Promise.all([
      this.association(),
      readAgent(this.#podIdentity, this.#kubernetes),
    ]);
    return { association, podIdentityAgent };
  }

  async #workloads(): Promise<Pick<Observed, 'pods' | 'similarPods'>> {
    const pods = await this.pods();
    const similarPods = await this.#kubernetes.similarPods(this.ref, pods);
    return { pods, similarPods };
  }

  #quotasNow(accountId: string): Promise<Observed['quotas']> {
    return readQuotas(this.#o.aws.iam(accountId, this.#config.region));
  }

  #accountOf({ roleArn }: PlannedObjects): string {
    return parseRoleArn(roleArn)?.accountId ?? this.#config.accountId;
  }
}
