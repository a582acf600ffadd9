import type {
  V1ClusterRole,
  V1ClusterRoleBinding,
  V1Namespace,
  V1Node,
  V1Pod,
  V1Role,
  V1RoleBinding,
  V1ServiceAccount,
} from '@kubernetes/client-node';
import type { AwsClients } from '../aws/AwsClients';
import type { ClusterReader } from '../aws/ClusterReader';
import {
  type ClusterConfig,
  type ClusterFacts,
  type RbacGrant,
  optionalText,
  pairsOf,
  textOf,
  found,
  unknown,
  valueOf,
  type Observation,
  type ObservedAssociation,
  type ObservedNamespace,
  type ObservedServiceAccount,
} from '@backstage-irsa/core/model';
import type { KubernetesClients } from '../kubernetes/KubernetesClients';
import { KubernetesReader } from '../KubernetesReader';
import { toNamespace, toServiceAccount } from '../objects';
import {
  PodIdentityReader,
  type ListedAssociation,
} from '../PodIdentityReader';
import { readAgent } from '../podIdentityAgent';
import { readAws } from '../read';
import { readAccessEntries } from './accessEntries';
import { readList } from './lists';
import {
  allNodeGroups,
  readMetadataOptions,
  unnamedNodesOf,
  readNodeGroups,
} from './nodeGroups';
import { podsByNamespace, type NamespacePods } from './podStream';
import { grantOf, roleKey, rulesOf, type RoleRules } from './rbac';

/** The API path of RBAC roles and bindings. */
const RBAC = '/apis/rbac.authorization.k8s.io/v1';

/** The node labels that name the managed node group and the compute type. */
const NODE_GROUP_LABEL = 'eks.amazonaws.com/nodegroup';
const COMPUTE_LABEL = 'eks.amazonaws.com/compute-type';

/** A ServiceAccount of the cluster. */
export interface ListedServiceAccount {
  namespace: string;
  name: string;
  account: ObservedServiceAccount;
}

/** Runs a read, or returns the result of an earlier one for the same cluster version. */
export type HourlyRead = <T>(
  kind: 'access-entries' | 'add-on',
  version: string,
  read: () => Promise<Observation<T>>,
) => Promise<Observation<T>>;

/** Reads one cluster as a whole, by lists. What cannot be read is `unknown`. */
export class ClusterBulkReader {
  readonly #aws: AwsClients;
  readonly #clusters: ClusterReader;
  readonly #kubernetes: KubernetesClients;
  readonly #config: ClusterConfig;
  readonly #signal?: AbortSignal;
  readonly #podIdentity: PodIdentityReader;

  constructor(options: {
    aws: AwsClients;
    clusters: ClusterReader;
    kubernetes: KubernetesClients;
    config: ClusterConfig;
    signal?: AbortSignal;
  }) {
    this.#aws = options.aws;
    this.#clusters = options.clusters;
    this.#kubernetes = options.kubernetes;
    this.#config = options.config;
    this.#signal = options.signal;
    this.#podIdentity = new PodIdentityReader(
      this.#eks(),
      this.#config.eksName,
    );
  }

  /**
   * Reads the cluster, and everything outside its namespaces that affects AWS identities. `hourly` reads what takes many calls and seldom changes.
   * `profiles` are the role ARNs of the instance profiles of its account, as far as known.
   */
  async facts(
    hourly: HourlyRead,
    profiles: ReadonlyMap<string, string> = new Map(),
  ): Promise<ClusterFacts> {
    const { eksName, name } = this.#config;
    const kubernetes = new KubernetesReader(this.#kubernetes, this.#config);
    const cluster = await readAws('eks:DescribeCluster', () =>
      this.#clusters.describeNow(this.#config),
    );
    const version = valueOf(cluster)?.version ?? '';
    const addon = () =>
      hourly('add-on', version, () => this.#podIdentity.addon());
    const [webhook, podIdentityAgent, groups, accessEntries, rbac] =
      await Promise.all([
        kubernetes.webhook(),
        readAgent({ addon }, kubernetes),
        readNodeGroups(this.#eks(), eksName),
        hourly('access-entries', version, () =>
          readAccessEntries(this.#eks(), eksName),
        ),
        this.#rbac(),
      ]);
    return {
      name,
      cluster,
      webhook,
      podIdentityAgent,
      ...(await this.#nodeGroups({ cluster, groups, accessEntries, profiles })),
      rbac,
      accessEntries,
    };
  }

  /** Lists the EKS Pod Identity associations. */
  associations(): Promise<Observation<ListedAssociation[]>> {
    return this.#podIdentity.associations();
  }

  /** Reads one association. */
  association(id: string): Promise<Observation<ObservedAssociation>> {
    return this.#podIdentity.describe(id);
  }

  /** Reads the namespaces by name. */
  async namespaces(): Promise<Observation<Map<string, ObservedNamespace>>> {
    const listed = await this.#list('list namespaces', {
      path: '/api/v1/namespaces',
      convert: (namespace: V1Namespace) => [
        [textOf(namespace.metadata?.name), toNamespace(namespace)] as const,
      ],
    });
    return listed.state === 'found' ? found(new Map(listed.value)) : listed;
  }

  /** Reads the ServiceAccounts that `isWanted` accepts. All others are released with their page. */
  async serviceAccounts(
    isWanted: (account: ListedServiceAccount) => boolean,
  ): Promise<Observation<ListedServiceAccount[]>> {
    return this.#list('list serviceaccounts', {
      path: '/api/v1/serviceaccounts',
      convert: (object: V1ServiceAccount) => {
        const namespace = textOf(object.metadata?.namespace);
        const name = textOf(object.metadata?.name);
        const listed = { namespace, name, account: toServiceAccount(object) };
        return isWanted(listed) ? [listed] : [];
      },
    });
  }

  /** Reads the node group name, or `fargate`, of each node, by node name. */
  async nodes(): Promise<Observation<Map<string, string>>> {
    const listed = await this.#list('list nodes', {
      path: '/api/v1/nodes',
      convert: ({ metadata }: V1Node) => {
        const labels = pairsOf(metadata?.labels);
        const group = labels[NODE_GROUP_LABEL] ?? labels[COMPUTE_LABEL] ?? '';
        return [[textOf(metadata?.name), group] as const];
      },
    });
    return listed.state === 'found' ? found(new Map(listed.value)) : listed;
  }

  /** Yields the pods of one namespace at a time. @throws the error of the cluster */
  async *pods(): AsyncGenerator<NamespacePods> {
    yield* podsByNamespace(
      this.#kubernetes.list<V1Pod>(this.#config, '/api/v1/pods'),
      this.#signal,
    );
  }

  async #nodeGroups({
    cluster,
    groups,
    accessEntries,
    profiles,
  }: Pick<ClusterFacts, 'cluster' | 'accessEntries'> & {
    groups: Awaited<ReturnType<typeof readNodeGroups>>;
    profiles: ReadonlyMap<string, string>;
  }): Promise<Pick<ClusterFacts, 'nodeGroups' | 'unnamedNodes'>> {
    if (groups.state !== 'found') return { nodeGroups: groups };
    if (cluster.state !== 'found') return { nodeGroups: cluster };
    const { accountId, region, eksName } = this.#config;
    const metadata = await readMetadataOptions(
      () => this.#aws.ec2(accountId, region),
      eksName,
    );
    const read = {
      ...{ cluster: cluster.value, groups: groups.value, metadata, profiles },
      accessEntries: valueOf(accessEntries) ?? [],
    };
    const unnamedNodes = unnamedNodesOf(eksName, read);
    return {
      nodeGroups: found(allNodeGroups(read)),
      ...(unnamedNodes !== undefined && { unnamedNodes }),
    };
  }

  async #rbac(): Promise<Observation<RbacGrant[]>> {
    const [clusterRoles, roles] = await Promise.all([
      this.#list('list clusterroles', {
        path: `${RBAC}/clusterroles`,
        convert: (role: V1ClusterRole) => [
          [roleKey(textOf(role.metadata?.name)), rulesOf(role)] as const,
        ],
      }),
      this.#list('list roles', {
        path: `${RBAC}/roles`,
        convert: (role: V1Role) => [
          [
            roleKey(
              textOf(role.metadata?.name),
              optionalText(role.metadata?.namespace),
            ),
            rulesOf(role),
          ] as const,
        ],
      }),
    ]);
    if (clusterRoles.state !== 'found') return unread(clusterRoles);
    if (roles.state !== 'found') return unread(roles);
    const rules: RoleRules = new Map([...clusterRoles.value, ...roles.value]);
    const [clusterBindings, bindings] = await Promise.all([
      this.#list('list clusterrolebindings', {
        path: `${RBAC}/clusterrolebindings`,
        convert: (binding: V1ClusterRoleBinding) => grantOf(binding, rules),
      }),
      this.#list('list rolebindings', {
        path: `${RBAC}/rolebindings`,
        convert: (binding: V1RoleBinding) => grantOf(binding, rules),
      }),
    ]);
    if (clusterBindings.state !== 'found') return unread(clusterBindings);
    if (bindings.state !== 'found') return unread(bindings);
    return found([...clusterBindings.value, ...bindings.value]);
  }

  #list<T extends object, U>(
    right: string,
    { path, convert }: { path: string; convert: (object: T) => U[] },
  ): Promise<Observation<U[]>> {
    const list = this.#kubernetes.list<T>(this.#config, path);
    const signal = this.#signal;
    return readList(this.#config.name, right, { list, convert, signal });
  }

  #eks() {
    return this.#aws.eks(this.#config.accountId, this.#config.region);
  }
}

/** Converts a failed list read. A list exists even if it is empty, so `absent` becomes `unknown`. */
function unread<T>(
  observation: Exclude<Observation<unknown>, { state: 'found' }>,
): Observation<T> {
  return observation.state === 'unknown'
    ? observation
    : unknown('The cluster does not serve this resource.');
}
