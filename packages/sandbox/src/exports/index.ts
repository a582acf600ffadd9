import { CallLog } from '../state/calls';
import { Propagation } from '../state/propagation';
import { Disturbances } from '../disturbances/Disturbances';
import type { Account } from '../state/account';
import type { Cluster } from '../state/cluster';
import type { World } from '../state/world';
import { readAccount } from './account';
import { type ExportedCluster, isKubernetes, readCluster } from './cluster';
import { clusterNameOf } from './describedCluster';
import { Exported } from './exportFile';
import { addAddon, addNodeGroup, addPodIdentity, listedClusters } from './eks';
import { addProviders, type ProviderExports } from './providers';
import { type Completeness, isUnexported } from './unexported';

/**
 * The JSON files exported from a real company.
 *
 * @public
 */
export interface ExportFiles {
  /**
   * Output of the AWS CLI, recognized by its shape: `aws iam get-account-authorization-details` for each account, and, if available, `aws iam
   * list-open-id-connect-providers`, `get-open-id-connect-provider`, `aws eks describe-cluster`, `describe-nodegroup`,
   * `describe-pod-identity-association`, `describe-addon`, and, with the name of the cluster as `clusterName`, `list-nodegroups` and
   * `list-pod-identity-associations`.
   */
  accounts: string[];
  /** Output of `kubectl get … -A -o json`, by the name for the cluster. */
  clusters: Record<string, string[]>;
}

interface AwsFiles extends ProviderExports {
  details: Exported[];
  clusters: Exported[];
  nodeGroups: Exported[];
  nodeGroupLists: Exported[];
  associations: Exported[];
  associationLists: Exported[];
  addons: Exported[];
}

/** The kind of an export, by the field that identifies it. */
const SHAPES: Record<string, keyof AwsFiles> = {
  RoleDetailList: 'details',
  OpenIDConnectProviderList: 'lists',
  ClientIDList: 'providers',
  cluster: 'clusters',
  nodegroup: 'nodeGroups',
  nodegroups: 'nodeGroupLists',
  association: 'associations',
  associations: 'associationLists',
  addon: 'addons',
};

/** The fields that contain the whole export. */
const WRAPPERS = ['cluster', 'nodegroup', 'association', 'addon'];

/**
 * Creates a world from exports: their accounts, roles, and clusters, and the sandbox's own administrators.
 *
 * @throws ExportError naming the file and the place in it
 */
export async function makeExported(
  files: ExportFiles,
  now: () => Date = () => new Date(),
): Promise<World> {
  const aws = sortFiles(files.accounts);
  const accounts = new Map<string, Account>();
  for (const details of aws.details) {
    const account = readAccount(details, now());
    if (accounts.has(account.id)) {
      throw details.wrong(`account ${account.id} is also in another file`);
    }
    accounts.set(account.id, account);
  }
  if (accounts.size === 0) {
    throw new Error(
      'exports: no file with roles. Add the output of aws iam get-account-authorization-details.',
    );
  }
  const providers = addProviders(accounts, aws);
  const made = await Promise.all(
    Object.entries(files.clusters).map(([name, list]) =>
      readCluster(name, list, {
        accounts,
        described: aws.clusters.find(each => clusterNameOf(each) === name),
        now: now(),
      }),
    ),
  );
  const clusters = new Map(made.map(({ cluster }) => [cluster.name, cluster]));
  requireAccounts(made, accounts);
  const completeness = { ...providers, ...addEks(clusters, aws, now()) };
  return {
    accounts,
    clusters,
    buckets: new Map(),
    resources: new Map(),
    sessions: new Map(),
    calls: new CallLog(),
    disturbances: new Disturbances(),
    propagation: new Propagation(),
    services: [],
    isUnexported: access => isUnexported(completeness, access),
    skipped: made.flatMap(({ cluster, skipped }) =>
      [...skipped].map(([kind, count]) => ({
        cluster: cluster.name,
        kind,
        count,
      })),
    ),
    now,
  };
}

/** Adds what was exported from EKS to the clusters. @throws ExportError */
function addEks(
  clusters: Map<string, Cluster>,
  aws: AwsFiles,
  now: Date,
): Pick<Completeness, 'clusters' | 'nodeGroups' | 'associations'> {
  aws.nodeGroups.forEach(group => addNodeGroup(clusters, group));
  aws.associations.forEach(each => addPodIdentity(clusters, each, now));
  aws.addons.forEach(addon => addAddon(clusters, addon, now));
  return {
    clusters,
    nodeGroups: listedClusters(clusters, aws.nodeGroupLists, {
      field: 'nodegroups',
      isDescribed: ({ nodeGroups }, group) =>
        nodeGroups.some(({ name }) => name === group.text()),
    }),
    associations: listedClusters(clusters, aws.associationLists, {
      field: 'associations',
      isDescribed: ({ podIdentityAssociations }, association) =>
        podIdentityAssociations.has(association.at('associationId').text()),
    }),
  };
}

function sortFiles(files: string[]): AwsFiles {
  const sorted: AwsFiles = {
    details: [],
    lists: [],
    providers: [],
    clusters: [],
    nodeGroups: [],
    nodeGroupLists: [],
    associations: [],
    associationLists: [],
    addons: [],
  };
  for (const file of files) {
    const exported = Exported.read(file);
    const shape = Object.keys(SHAPES).find(field => exported.has(field));
    if (shape === undefined) {
      throw exported.wrong(
        isKubernetes(exported)
          ? 'it is an export of Kubernetes, not of AWS'
          : `it is not an export that the sandbox supports: it has none of ${Object.keys(
              SHAPES,
            ).join(', ')}`,
      );
    }
    const isWrapped = WRAPPERS.includes(shape);
    sorted[SHAPES[shape]].push(isWrapped ? exported.at(shape) : exported);
  }
  return sorted;
}

function requireAccounts(
  clusters: ExportedCluster[],
  accounts: Map<string, Account>,
): void {
  for (const { cluster } of clusters) {
    if (!accounts.has(cluster.accountId)) {
      throw new Error(
        `exports: cluster ${cluster.name} is in account ${cluster.accountId}, which has no export. Add one.`,
      );
    }
  }
}
