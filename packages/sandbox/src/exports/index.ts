import { CallLog } from '../state/calls';
import { Propagation } from '../state/propagation';
import { Disturbances } from '../disturbances/Disturbances';
import type { Account } from '../state/account';
import type { World } from '../state/world';
import { readAccount } from './account';
import {
  clusterNameOf,
  type ExportedCluster,
  isKubernetes,
  readCluster,
} from './cluster';
import { Exported } from './exportFile';
import { addNodeGroup, addPodIdentity } from './eks';
import { addProviders, type ProviderExports } from './providers';

/**
 * The JSON files exported from a real company.
 *
 * @public
 */
export interface ExportFiles {
  /**
   * Output of the AWS CLI, recognized by its shape: `aws iam get-account-authorization-details` for each account, and, if available, `aws iam
   * list-open-id-connect-providers`, `get-open-id-connect-provider`, `aws eks describe-cluster`, `describe-nodegroup`, and
   * `describe-pod-identity-association`.
   */
  accounts: string[];
  /** Output of `kubectl get … -A -o json`, by the name for the cluster. */
  clusters: Record<string, string[]>;
}

interface AwsFiles extends ProviderExports {
  details: Exported[];
  clusters: Exported[];
  nodeGroups: Exported[];
  associations: Exported[];
}

/** The kind of an export, by the field that identifies it. */
const SHAPES: Record<string, keyof AwsFiles> = {
  RoleDetailList: 'details',
  OpenIDConnectProviderList: 'lists',
  ClientIDList: 'providers',
  cluster: 'clusters',
  nodegroup: 'nodeGroups',
  association: 'associations',
};

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
  addProviders(accounts, aws);
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
  aws.nodeGroups.forEach(group => addNodeGroup(clusters, group));
  aws.associations.forEach(each => addPodIdentity(clusters, each, now()));
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

function sortFiles(files: string[]): AwsFiles {
  const sorted: AwsFiles = {
    details: [],
    lists: [],
    providers: [],
    clusters: [],
    nodeGroups: [],
    associations: [],
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
    const isWrapped = ['cluster', 'nodegroup', 'association'].includes(shape);
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
