import { ApiException } from '@kubernetes/client-node';
import { parseRoleArn } from '@backstage-irsa/core/arn';
import type { OrganizationReader } from '@backstage-irsa/core/organization';
import {
  isInvalidResponse,
  type ClusterConfig,
  type ClusterFacts,
  found,
  valueOf,
  type Observation,
} from '@backstage-irsa/core/model';
import type { AccountQuotas } from '../../../observe/aws/AccountQuotas';
import type { IrsaConfig } from '../../../config/types';
import type { AwsClients } from '../../../observe/aws/AwsClients';
import type { VpcEndpointReader } from '../../../observe/aws/VpcEndpointReader';
import type { ClusterReader } from '../../../observe/aws/ClusterReader';
import { kubernetesStatus } from '../../../observe/kubernetes/errors';
import type { KubernetesClients } from '../../../observe/kubernetes/KubernetesClients';
import { ClusterBulkReader } from '../../../observe/bulk/ClusterBulkReader';
import { yieldTurn } from '../../../lib/yieldTurn';
import type { PlacedPod } from '../../../observe/bulk/podStream';
import { readOwnServiceAccounts } from '../../../observe/ownServiceAccounts';
import { readOtherIssuers } from '../../../observe/readIssuers';
import { refusedByKubernetes } from '../../../observe/read';
import { AccountLookup, type WantedRole } from './AccountLookup';
import { readAssociations } from './associations';
import { readNamedResources } from './readNamedResources';
import type { ClusterSurroundings } from './observeSubject';
import { LastVerified } from '../LastVerified';
import { accountScope, clusterScope } from '../scopes';
import { hourlyReads } from './hourlyReads';
import { namesRole, rolesOf, subjectsOf, type Subject } from './subjects';
import { required, ScanFailure, unreadOf } from '../ScanFailure';
import type { AskingScan, ScanStores } from '../types';

/** The readers and stores with which whole clusters are observed. */
export interface ObservationSources {
  aws: AwsClients;
  clusters: ClusterReader;
  quotas: AccountQuotas;
  kubernetes: KubernetesClients;
  /** The current cluster configuration. */
  config: Pick<IrsaConfig, 'clusters'>;
  organizations: OrganizationReader;
  vpcEndpoints: VpcEndpointReader;
  stores: ScanStores;
  /** Ensures that an account was scanned before its roles are looked up. */
  ensureAccount(accountId: string, signal?: AbortSignal): Promise<void>;
}

/** What a scan of a whole cluster uses. */
export interface ScanSources extends ObservationSources {
  /** Stores node roles with the roles of pods and nodes, if the first scan of their account stored them with all others. */
  moveNodeRoles(arns: string[]): Promise<void>;
}

/** A namespace with its IAM service accounts and pods. */
export interface ObservedPlace {
  namespace: string;
  subjects: Subject[];
  pods: Observation<PlacedPod[]>;
}

/** The cluster to observe, with the time and the options. */
interface Look {
  config: ClusterConfig;
  /** ISO 8601. */
  at: string;
  signal?: AbortSignal;
  /** Whether a user requested the scan: it then also repeats the hourly reads. */
  isRequested: boolean;
}

/** One observation of a whole cluster. Its parts are read at once, its namespaces one after another. */
export class ClusterObservation {
  readonly #look: Look;
  readonly #reader: ClusterBulkReader;
  readonly facts: ClusterFacts;
  /** Whether the EKS Pod Identity associations were listed. */
  readonly associations: Observation<unknown>;
  readonly around: ClusterSurroundings;
  /** The node group of each node, by the name of the node. */
  readonly nodes: Observation<Map<string, string>>;
  readonly subjects: Subject[];
  #pods: Observation<true> = found(true);

  /** Observes a cluster. @throws ScanFailure - if its ServiceAccounts cannot be read */
  static async open(
    sources: ScanSources,
    look: Look,
  ): Promise<ClusterObservation> {
    const { stores, clusters } = sources;
    const { config } = look;
    const reader = new ClusterBulkReader({ ...sources, ...look });
    await sources.ensureAccount(config.accountId, look.signal);
    const profiles = await stores.instanceProfiles.roles(
      accountScope(config.accountId),
    );
    const known = await stores.serviceAccounts.known(config.name);
    const knownKeys = new Set<string>();
    const verified = new LastVerified();
    for (const { namespace, name, verifiedAt } of known.values()) {
      const key = `${namespace}/${name}`;
      knownKeys.add(key);
      verified.note(key, verifiedAt);
    }
    const associations = await readAssociations(reader, {
      store: stores.readings,
      scope: clusterScope(config.name),
      verified,
      ...look,
    });
    const associated = new Set(associations.keys);
    const [read, own, namespaces, nodes, listed, otherIssuers] =
      await Promise.all([
        reader.facts(hourlyReads(stores.readings, look), profiles),
        readOwnServiceAccounts(sources.kubernetes, config),
        reader.namespaces(),
        reader.nodes(),
        reader.serviceAccounts(({ namespace, name, account }) => {
          const key = `${namespace}/${name}`;
          return (
            namesRole(account) || associated.has(key) || knownKeys.has(key)
          );
        }),
        readOtherIssuers(clusters, sources.config.clusters, config),
        // The reader stores its result, which access decisions use later.
        sources.vpcEndpoints.of(config),
      ]);
    const facts = { ...read, ownServiceAccounts: own };
    await sources.moveNodeRoles(nodeRoleArnsOf(facts));
    const subjects = subjectsOf(config.name, {
      listed: required(listed, `Cluster ${config.name}`),
      associations,
      known,
    });
    await yieldTurn();
    const book = await learnRoles(sources, look, { subjects, facts });
    const reach = await readNamedResources(sources, look, { subjects, book });
    const organization = await sources.organizations.current();
    const touched = await stores.serviceAccounts.touchedSince(
      config.name,
      known,
    );
    return new ClusterObservation(look, reader, {
      facts,
      associations: associations.listed,
      around: {
        ...{ config, facts, namespaces, organization, otherIssuers, book },
        ...reach,
      },
      nodes,
      subjects: subjects.map(subject => ({
        ...subject,
        isTouched: touched.has(subject.id),
      })),
    });
  }

  private constructor(
    look: Look,
    reader: ClusterBulkReader,
    parts: Pick<
      ClusterObservation,
      'facts' | 'associations' | 'around' | 'nodes' | 'subjects'
    >,
  ) {
    this.#look = look;
    this.#reader = reader;
    this.facts = parts.facts;
    this.associations = parts.associations;
    this.around = parts.around;
    this.nodes = parts.nodes;
    this.subjects = parts.subjects;
  }

  /** Whether pods could be read. Known only after `namespaces` has ended. */
  get pods(): Observation<true> {
    return this.#pods;
  }

  /**
   * Yields each namespace once, in the order of the pod list. Namespaces without pods come last.
   *
   * @throws ScanFailure - if the pod list breaks off; a cluster that refuses the list (403) is no failure
   */
  async *namespaces(): AsyncGenerator<ObservedPlace> {
    const { config } = this.#look;
    const rest = byNamespace(this.subjects);
    try {
      for await (const { namespace, pods } of this.#reader.pods()) {
        const subjects = rest.get(namespace) ?? [];
        rest.delete(namespace);
        yield { namespace, subjects, pods: found(pods) };
      }
    } catch (error) {
      this.#pods = refusedByKubernetes(config.name, 'list pods', error);
      if (kubernetesStatus(error) !== 403) {
        throw error instanceof ApiException || isInvalidResponse(error)
          ? new ScanFailure(unreadOf(this.#pods, 'The list of pods'))
          : error;
      }
    }
    const none: Observation<PlacedPod[]> =
      this.#pods.state === 'found' ? found([]) : this.#pods;
    for (const [namespace, subjects] of rest) {
      yield { namespace, subjects, pods: none };
    }
  }
}

/** Loads the roles of ServiceAccounts and nodes, after ensuring that their accounts were scanned. */
export async function learnRoles(
  sources: ObservationSources,
  look: Pick<Look, 'config' | 'at'> & AskingScan,
  { subjects, facts }: { subjects: Subject[]; facts: ClusterFacts },
): Promise<AccountLookup> {
  const nodeRoles = nodeRoleArnsOf(facts).flatMap(
    arn => parseRoleArn(arn) ?? [],
  );
  // Node roles are few, and every IAM service account on their nodes needs them.
  const roles: WantedRole[] = [
    ...nodeRoles,
    ...subjects.flatMap(subject =>
      Object.values(rolesOf(subject)).map(role => ({
        ...role,
        verifiedAt: subject.before?.verifiedAt,
      })),
    ),
  ];
  const accounts = new Set([
    look.config.accountId,
    ...roles.map(({ accountId }) => accountId),
  ]);
  for (const accountId of accounts) {
    await sources.ensureAccount(accountId, look.signal);
  }
  const book = new AccountLookup({ ...sources, ...look });
  const verified = subjects.flatMap(({ before }) => before?.verifiedAt ?? []);
  await book.learn(roles, facts.cluster, verified.sort().at(-1));
  return book;
}

function nodeRoleArnsOf({ nodeGroups }: ClusterFacts): string[] {
  const arns = (valueOf(nodeGroups) ?? []).map(
    ({ nodeRoleArn }) => nodeRoleArn,
  );
  return [...new Set(arns)];
}

function byNamespace(subjects: Subject[]): Map<string, Subject[]> {
  const all = new Map<string, Subject[]>();
  for (const subject of subjects) {
    const { namespace } = subject.ref;
    const known = all.get(namespace);
    if (known) known.push(subject);
    else all.set(namespace, [subject]);
  }
  return all;
}
