import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
import {
  absent,
  found,
  serviceAccountId,
  valueOf,
  type ClusterConfig,
  type ClusterFacts,
  type Observation,
  type ObservedAssociation,
  type ObservedNamespace,
  type ServiceAccountRef,
} from '@backstage-irsa/core/model';
import type { IrsaConfig } from '../../../config/types';
import { inTurns } from '../../../observe/bulk/inTurns';
import type { ListedServiceAccount } from '../../../observe/bulk/ClusterBulkReader';
import { KubernetesReader } from '../../../observe/KubernetesReader';
import { readOtherIssuers } from '../../../observe/readIssuers';
import { PodIdentityReader } from '../../../observe/PodIdentityReader';
import type { Evaluator } from '../../../permissions/evaluator/Evaluator';
import type { CatalogReader } from '../CatalogReader';
import { learnRoles, type ObservationSources } from './ClusterObservation';
import { governanceContext } from '../governanceContext';
import { readNamedResources } from './readNamedResources';
import { observeSubject, type ClusterSurroundings } from './observeSubject';
import { reportedGuardrails } from './reportedGuardrails';
import { unreadOf, ScanFailure } from '../ScanFailure';
import { clusterScope } from '../scopes';
import { ServiceAccountWriter } from './ServiceAccountWriter';
import { namesRole, subjectsOf, type Subject } from './subjects';

/** How many ServiceAccounts or namespaces are read at a time. */
const AT_A_TIME = 4;

interface Options {
  sources: ObservationSources;
  catalog: CatalogReader;
  config: IrsaConfig;
  evaluator: Evaluator;
}

/** Reads some ServiceAccounts of a cluster individually, and stores their current state as a cluster scan would. */
export class ServiceAccountRefresh {
  readonly #o: Options;

  constructor(options: Options) {
    this.#o = options;
  }

  /**
   * Reads ServiceAccounts and their EKS Pod Identity associations. Omits those that are not, and never were, IAM service accounts.
   *
   * @throws ScanFailure - if one of them cannot be read
   */
  async look(
    config: ClusterConfig,
    refs: Omit<ServiceAccountRef, 'cluster'>[],
    at: string,
  ): Promise<Subject[]> {
    const { aws, kubernetes, stores } = this.#o.sources;
    const scope = clusterScope(config.name);
    const reader = new KubernetesReader(kubernetes, config);
    const eks = aws.eks(config.accountId, config.region);
    const podIdentity = new PodIdentityReader(eks, config.eksName);
    const all = await stores.serviceAccounts.known(config.name);
    const known: typeof all = new Map();
    const listed: ListedServiceAccount[] = [];
    const associations = new Map<string, Observation<ObservedAssociation>>();
    await inTurns(refs, AT_A_TIME, async ({ namespace, name }) => {
      const ref = { cluster: config.name, namespace, name };
      const [read, association] = await Promise.all([
        reader.serviceAccount(ref),
        podIdentity.association(ref),
      ]);
      for (const part of [read, association]) {
        if (part.state === 'unknown') {
          throw new ScanFailure(unreadOf(part, `${namespace}/${name}`));
        }
      }
      const key = `${namespace}/${name}`;
      const before = all.get(serviceAccountId(ref));
      if (before) known.set(before.id, before);
      if (association.state === 'found') {
        associations.set(key, association);
        const readings = new Map([
          [association.value.id, { answer: association, readAt: at }],
        ]);
        await stores.readings.record(scope, 'association', readings);
      }
      const account = valueOf(read);
      const isListed = before !== undefined || associations.has(key);
      if (account && (isListed || namesRole(account))) {
        listed.push({ namespace, name, account });
      }
    });
    return subjectsOf(config.name, {
      listed,
      known,
      associations: {
        of: key => ({ answer: associations.get(key) ?? absent(), readAt: at }),
        keys: [...associations.keys()],
      },
    });
  }

  /**
   * Verifies the subjects against their stored roles and the cluster facts of the last scan. Returns the row IDs of roles whose holders have possibly
   * changed. Does nothing before the first scan of the cluster, or after the cluster was removed.
   *
   * @throws ScanFailure - if the pods cannot be read, unless only a permission is missing
   */
  async store(
    config: ClusterConfig,
    subjects: Subject[],
    now: Date,
  ): Promise<ReadonlySet<string>> {
    const touched = await this.#o.sources.stores.retired.whileThere(
      clusterScope(config.name),
      () => this.#store(config, subjects, now),
    );
    return touched ?? new Set();
  }

  async #store(
    config: ClusterConfig,
    subjects: Subject[],
    now: Date,
  ): Promise<ReadonlySet<string>> {
    const { sources, catalog, config: irsa } = this.#o;
    const { clusters, kubernetes, stores } = sources;
    const at = now.toISOString();
    const scope = clusterScope(config.name);
    const stored = await stores.scopes.get(scope);
    if (!stored || stored.facts === null) return new Set();
    const facts: ClusterFacts = JSON.parse(stored.facts);
    const look = { config, at, isPartial: true };
    const book = await learnRoles(sources, look, { subjects, facts });
    const reader = new KubernetesReader(kubernetes, config);
    const names = [...new Set(subjects.map(({ ref }) => ref.namespace))];
    const namespaces = await readNamespaces(reader, names);
    const around: ClusterSurroundings = {
      ...{ config, facts, namespaces, book },
      organization: await sources.organizations.current(),
      otherIssuers: await readOtherIssuers(
        clusters,
        sources.config.clusters,
        config,
      ),
      ...(await readNamedResources(sources, look, { subjects, book })),
    };
    const findings = await stores.findings.begin(
      scope,
      at,
      subjects.map(({ id }) => id),
    );
    const writer = new ServiceAccountWriter({
      ...{ scope, at, findings, stores },
      index: await catalog.index(),
      context: await governanceContext(irsa, clusters, now),
      catalogue: await loadCatalogue(),
      evaluator: this.#o.evaluator,
      reportOnly: reportedGuardrails(this.#o, config),
    });
    for (const namespace of names) {
      const pods = await reader.podsOfNamespace(namespace);
      if (pods.state === 'unknown' && pods.right === undefined) {
        throw new ScanFailure(unreadOf(pods, `The pods of ${namespace}`));
      }
      for (const subject of subjects) {
        if (subject.ref.namespace !== namespace) continue;
        const seen = observeSubject(subject, around, { at, pods });
        // The role was read together with it, so that no earlier verification has seen newer data.
        await writer.take(subject, { ...seen, readAt: at });
      }
    }
    await writer.finish();
    await findings.finish(finding => writer.isUnread(finding));
    return writer.touchedRoles;
  }
}

async function readNamespaces(
  reader: KubernetesReader,
  names: string[],
): Promise<Observation<Map<string, ObservedNamespace>>> {
  const read = await inTurns(names, AT_A_TIME, name => reader.namespace(name));
  const unread = read.find(({ state }) => state === 'unknown');
  if (unread?.state === 'unknown') return unread;
  return found(
    new Map(
      read.flatMap((namespace, index) =>
        namespace.state === 'found'
          ? [[names[index], namespace.value] as const]
          : [],
      ),
    ),
  );
}
