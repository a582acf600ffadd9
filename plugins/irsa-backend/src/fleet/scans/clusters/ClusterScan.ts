import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
import type { IrsaConfig } from '../../../config/types';
import {
  type ClusterConfig,
  found,
  unknown,
  valueOf,
} from '@backstage-irsa/core/model';
import {
  assess,
  rowId,
  type GovernanceContext,
} from '@backstage-irsa/core/findings';
import { annotatedRole } from '../../../observe/roles';
import type { Evaluator } from '../../../permissions/evaluator/Evaluator';
import { giveWay } from '../../../lib/giveWay';
import type {
  FindingWriter,
  KnownFinding,
} from '../../store/inventory/FindingStore';
import type { NamespaceStore } from '../../store/inventory/NamespaceStore';
import type { CatalogReader } from '../CatalogReader';
import {
  ClusterObservation,
  type ObservedPlace,
  type ScanSources,
} from './ClusterObservation';
import { governanceContext } from '../governanceContext';
import { partsOf } from './clusterParts';
import { areNodeRolesKnown, scanNodeRoles } from './nodeRoles';
import { observeSubject } from './observeSubject';
import { placeOf } from '../placing';
import { reportedGuardrails } from './reportedGuardrails';
import { ServiceAccountWriter } from './ServiceAccountWriter';
import { unreadOf } from '../ScanFailure';
import { unreadTest } from '../unreadFindings';
import type { ScanOutcome, ScanRun } from '../types';
import { WorkloadWriter, type OwnRole } from './WorkloadWriter';

/** How many IAM service accounts are processed before other work gets a turn. */
const CHUNK = 20;

interface Options {
  sources: ScanSources;
  catalog: CatalogReader;
  config: IrsaConfig;
  evaluator: Evaluator;
}

/** The parts of one scan. */
interface Job {
  config: ClusterConfig;
  scope: string;
  at: string;
  signal?: AbortSignal;
  seen: ClusterObservation;
  context: GovernanceContext;
  findings: FindingWriter;
  accounts: ServiceAccountWriter;
  workloads: WorkloadWriter;
}

/** Scans clusters: IAM service accounts, workloads, and node roles. Reads them as lists, one namespace at a time. */
export class ClusterScan {
  readonly #o: Options;

  constructor(options: Options) {
    this.#o = options;
  }

  /**
   * Reads the whole cluster and stores what has changed. Also returns the row IDs of roles whose holders have possibly changed.
   *
   * @throws ScanFailure - if the ServiceAccounts cannot be read, or the pods for another reason than a missing permission; LeaseLostError -
   * if the scan has lost its lease
   */
  async run(
    config: ClusterConfig,
    scan: ScanRun,
  ): Promise<ScanOutcome & { touchedRoles: ReadonlySet<string> }> {
    const job = await this.#begin(config, scan);
    const { seen, accounts, workloads, findings } = job;
    for await (const place of seen.namespaces()) {
      await this.#scanNamespace(job, place);
    }
    // What follows marks everything as deleted that was not found.
    await this.#o.sources.stores.scopes.hold(scan.lease);
    await accounts.finish();
    if (seen.pods.state === 'found') await workloads.finish();
    const nodeRoles = await scanNodeRoles(job, this.#o.sources.stores);
    await this.#takeCluster(job);
    await findings.finish(finding => isUnread(finding, job));
    const { unnamedNodes } = seen.facts;
    const unread =
      partsOf(seen).find(({ read }) => read.state === 'unknown')?.read ??
      (unnamedNodes === undefined ? undefined : unknown(unnamedNodes));
    return {
      facts: seen.facts,
      counts: {
        serviceAccounts: accounts.count,
        ...(seen.pods.state === 'found' && { workloads: workloads.all.length }),
        ...(areNodeRolesKnown(seen) && { nodeRoles: nodeRoles.count }),
      },
      written:
        accounts.written +
        workloads.written +
        nodeRoles.written +
        findings.written,
      areAssociationsRead: seen.associations.state === 'found',
      touchedRoles: accounts.touchedRoles,
      ...(unread && {
        unread: unreadOf(unread, `Cluster ${config.name}`),
      }),
    };
  }

  async #begin(
    config: ClusterConfig,
    { lease, now, signal, isRequested }: ScanRun,
  ): Promise<Job> {
    const { sources, config: irsa, catalog } = this.#o;
    const { stores } = sources;
    const { scope } = lease;
    const at = now.toISOString();
    const [seen, index, context] = await Promise.all([
      ClusterObservation.open(sources, { config, at, signal, isRequested }),
      catalog.index(isRequested),
      governanceContext(irsa, sources.clusters, now),
    ]);
    await keepNamespaces(seen, stores.namespaces, { scope, readAt: at });
    const findings = await stores.findings.begin(scope, at);
    const shared = { lease, at, context, index, findings, stores };
    return {
      config,
      scope,
      at,
      signal,
      seen,
      context,
      findings,
      accounts: new ServiceAccountWriter({
        ...shared,
        scope,
        catalogue: await loadCatalogue(),
        evaluator: this.#o.evaluator,
        reportOnly: reportedGuardrails(this.#o, config),
      }),
      workloads: new WorkloadWriter({
        ...shared,
        facts: seen.facts,
        nodes: seen.nodes,
        rows: await stores.workloads.rows.begin(scope, at),
      }),
    };
  }

  async #scanNamespace(
    job: Job,
    { namespace, subjects, pods: placed }: ObservedPlace,
  ): Promise<void> {
    const { seen, at, accounts, workloads } = job;
    const pods =
      placed.state === 'found'
        ? found(placed.value.map(({ pod }) => pod))
        : placed;
    const roles = new Map<string, OwnRole>();
    for (const [index, subject] of subjects.entries()) {
      job.signal?.throwIfAborted();
      const observed = observeSubject(subject, seen.around, { at, pods });
      await accounts.take(subject, observed);
      if (!subject.isGone) {
        roles.set(subject.ref.name, {
          id: subject.id,
          observed: observed.observed,
          ownership: accounts.ownershipOf(subject),
        });
      }
      if (index % CHUNK === CHUNK - 1) await giveWay();
    }
    if (placed.state === 'found') {
      await workloads.take(namespace, placed.value, roles);
    }
  }

  async #takeCluster(job: Job): Promise<void> {
    const { seen, context, config, scope } = job;
    const id = rowId('cluster', config.name);
    const ownership = { entityRef: null, owners: [] };
    await this.#o.sources.stores.places.replace(scope, 'cluster', [
      {
        rowId: id,
        places: [
          placeOf(
            {
              cluster: config.name,
              name: config.name,
              account_id: config.accountId,
            },
            ownership,
          ),
        ],
      },
    ]);
    job.findings.keepAbout(id, unreadTest(partsOf(seen)));
    job.findings.take(
      assess(
        {
          kind: 'cluster',
          id,
          facts: seen.facts,
          namespaces: [
            ...new Set(seen.subjects.map(({ ref }) => ref.namespace)),
          ],
          byWebIdentity: seen.subjects.filter(
            subject => annotatedRole(subject.serviceAccount) && !subject.isGone,
          ).length,
          ...ownership,
        },
        context,
      ),
    );
  }
}

/** Checks whether this scan could not tell if a finding still holds, because it did not read all subjects of this kind, or not all of this one. */
function isUnread(finding: KnownFinding, { accounts, seen }: Job): boolean {
  switch (finding.subject_kind) {
    case 'service-account':
      return accounts.isUnread(finding);
    case 'workload':
      return seen.pods.state !== 'found';
    case 'node-role':
      return !areNodeRolesKnown(seen);
    default:
      return false;
  }
}

/** Stores the names of the namespaces that the scan found. Forms offer them. */
async function keepNamespaces(
  { around }: ClusterObservation,
  store: NamespaceStore,
  { scope, readAt }: { scope: string; readAt: string },
): Promise<void> {
  const namespaces = valueOf(around.namespaces);
  if (!namespaces) return;
  await store.record(scope, { names: [...namespaces.keys()], readAt });
}
