import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
import { parseRoleArn } from '@backstage-irsa/plugin-irsa-common';
import type { AccountQuotas } from '../aws/AccountQuotas';
import type { AwsClients } from '../aws/AwsClients';
import type { ClusterReader } from '../aws/ClusterReader';
import type { ClusterConfig, IrsaConfig } from '../config/types';
import { assess } from '../governance/assess';
import { registry } from '../governance/checks/registry';
import { rowId } from '../governance/ids';
import { assessNodeRole } from '../governance/nodeRoles/assessNodeRole';
import type { GovernanceContext, NodeRoleSubject } from '../governance/types';
import type { ClusterFacts } from '../inventory/types';
import { ApiException } from '@kubernetes/client-node';
import { kubernetesStatus } from '../kubernetes/errors';
import type { KubernetesClients } from '../kubernetes/KubernetesClients';
import { readBucketPolicy } from '../observe/buckets';
import { ClusterBulkReader } from '../observe/bulk/ClusterBulkReader';
import type { PlacedPod } from '../observe/bulk/podStream';
import { found, valueOf, type Observation } from '../observe/observation';
import { readOtherIssuers } from '../observe/otherIssuers';
import { refusedByKubernetes } from '../observe/read';
import { annotatedRole, type RoleName } from '../observe/roles';
import type { ObservedDocument } from '../observe/types';
import { yieldTurn } from '../store/inventory/batches';
import { digestOf } from '../store/inventory/digest';
import type {
  FindingWriter,
  KnownFinding,
} from '../store/inventory/FindingStore';
import { toList } from '../store/inventory/lists';
import { AccountBook } from './AccountBook';
import { readAssociations } from './associations';
import type { CatalogReader } from './CatalogReader';
import { readIssuers } from './issuers';
import {
  observeSubject,
  reachOf,
  subjectRoles,
  type ClusterSurroundings,
} from './observeSubject';
import { placeOf } from './placing';
import { Readings } from './Readings';
import { clusterScope } from './scopes';
import { ServiceAccountWriter } from './ServiceAccountWriter';
import { namesRole, rolesOf, subjectsOf, type Subject } from './subjects';
import { required, SweepFailure, unreadOf } from './SweepFailure';
import type { SweepOutcome, SweepStores } from './types';
import { nodeRoleRowId, WorkloadWriter, type OwnRole } from './WorkloadWriter';

/** Buckets that one sweep reads the policy of for the first time. */
const MOST_BUCKETS = 200;

/** IAM service accounts looked at before others get their turn. */
const CHUNK = 20;

interface Options {
  aws: AwsClients;
  clusters: ClusterReader;
  quotas: AccountQuotas;
  kubernetes: KubernetesClients;
  catalog: CatalogReader;
  config: IrsaConfig;
  stores: SweepStores;
  /** Sees to it that an account was swept before its roles are asked for. */
  ensureAccount(accountId: string, signal?: AbortSignal): Promise<void>;
}

/** What one sweep has at hand. */
interface Job {
  config: ClusterConfig;
  scope: string;
  at: string;
  signal?: AbortSignal;
  reader: ClusterBulkReader;
  facts: ClusterFacts;
  around: ClusterSurroundings;
  context: GovernanceContext;
  /** By namespace; those that were swept are taken out. */
  subjects: Map<string, Subject[]>;
  /** In which there are some. */
  namespaces: string[];
  /** How many get their role by an annotation. */
  byWebIdentity: number;
  findings: FindingWriter;
  accounts: ServiceAccountWriter;
  workloads: WorkloadWriter;
}

/** Sweeps clusters: IAM service accounts, workloads and the roles of nodes, by lists, a namespace at a time. */
export class ClusterSweep {
  readonly #o: Options;

  static create(options: Options): ClusterSweep {
    return new ClusterSweep(options);
  }

  private constructor(options: Options) {
    this.#o = options;
  }

  /**
   * Reads the cluster as a whole, and stores what has changed. Answers which rows of roles have other holders now, too.
   *
   * @throws SweepFailure - when the cluster does not tell its ServiceAccounts or pods
   */
  async run(
    config: ClusterConfig,
    now: Date,
    signal?: AbortSignal,
  ): Promise<SweepOutcome & { touchedRoles: ReadonlySet<string> }> {
    const job = await this.#begin(config, now, signal);
    const pods = await this.#sweepNamespaces(job);
    await job.accounts.finish();
    if (pods.state === 'found') await job.workloads.finish();
    const nodeRoles = await this.#sweepNodeRoles(job);
    await this.#takeCluster(job);
    await job.findings.finish(finding => isUnread(finding, job, pods));
    const { facts, accounts, findings } = job;
    const unread = [
      pods,
      ...Object.values(facts).filter(part => typeof part === 'object'),
      ...(valueOf(facts.nodeGroups) ?? []).map(({ hopLimit }) => hopLimit),
      job.around.namespaces,
    ].find(part => part.state === 'unknown');
    return {
      facts,
      counts: {
        serviceAccounts: accounts.count,
        workloads: job.workloads.all.length,
        nodeRoles: nodeRoles.count,
      },
      written:
        accounts.written +
        job.workloads.written +
        nodeRoles.written +
        findings.written,
      touchedRoles: accounts.touchedRoles,
      ...(unread && { unread: unreadOf(unread, `Cluster ${config.name}`) }),
    };
  }

  async #begin(
    config: ClusterConfig,
    now: Date,
    signal?: AbortSignal,
  ): Promise<Job> {
    const { stores, aws, clusters, kubernetes } = this.#o;
    const scope = clusterScope(config.name);
    const at = now.toISOString();
    const reader = ClusterBulkReader.create({
      aws,
      clusters,
      kubernetes,
      config,
      signal,
    });
    const known = await stores.serviceAccounts.known(config.name);
    const knownKeys = new Set(
      [...known.values()].map(({ namespace, name }) => `${namespace}/${name}`),
    );
    const associations = await readAssociations(reader, {
      store: stores.readings,
      scope,
      at,
      signal,
    });
    const associated = new Set(associations.keys);
    const [facts, namespaces, nodes, listed, otherIssuers, index, issuers] =
      await Promise.all([
        reader.facts(),
        reader.namespaces(),
        reader.nodes(),
        reader.serviceAccounts(({ namespace, name, account }) => {
          const key = `${namespace}/${name}`;
          return (
            namesRole(account) || associated.has(key) || knownKeys.has(key)
          );
        }),
        readOtherIssuers(clusters, this.#o.config.clusters, config),
        this.#o.catalog.index(),
        readIssuers(clusters, this.#o.config.clusters),
      ]);
    const subjects = subjectsOf(config.name, {
      listed: required(listed, `Cluster ${config.name}`),
      associations,
      known,
    });
    const book = await this.#learn(subjects, { config, facts, at, signal });
    const around: ClusterSurroundings = {
      config,
      facts,
      namespaces,
      otherIssuers,
      book,
      bucket: await this.#learnReach(subjects, { config, book, at, signal }),
    };
    const context: GovernanceContext = {
      now,
      unusedAfterDays: this.#o.config.unusedAfterDays,
      ...issuers,
    };
    const findings = await stores.findings.begin(scope, at);
    const shared = { scope, at, context, index, findings, stores };
    return {
      config,
      scope,
      at,
      signal,
      reader,
      facts,
      around,
      context,
      subjects: byNamespace(subjects),
      namespaces: [...byNamespace(subjects).keys()],
      byWebIdentity: subjects.filter(
        subject => annotatedRole(subject.serviceAccount) && !subject.isGone,
      ).length,
      findings,
      accounts: new ServiceAccountWriter({
        ...shared,
        catalogue: await loadCatalogue(),
      }),
      workloads: new WorkloadWriter({
        ...shared,
        facts,
        nodes,
        rows: await stores.workloads.rows.begin(scope, at),
      }),
    };
  }

  /** The roles that ServiceAccounts and nodes have. */
  async #learn(
    subjects: Subject[],
    { facts, ...options }: Pick<Job, 'config' | 'facts' | 'at' | 'signal'>,
  ): Promise<AccountBook> {
    const nodeRoles = (valueOf(facts.nodeGroups) ?? []).map(({ nodeRoleArn }) =>
      parseRoleArn(nodeRoleArn),
    );
    const roles: RoleName[] = [
      ...subjects.flatMap(subject => Object.values(rolesOf(subject))),
      ...nodeRoles.flatMap(role => role ?? []),
    ];
    const accounts = new Set([
      options.config.accountId,
      ...roles.map(({ accountId }) => accountId),
    ]);
    for (const accountId of accounts) {
      await this.#o.ensureAccount(accountId, options.signal);
    }
    const { aws, quotas, stores } = this.#o;
    const book = new AccountBook({ aws, quotas, stores, ...options });
    await book.learn(roles, facts.cluster);
    return book;
  }

  /** The buckets and further roles that roles name. Answers how to look a bucket up. */
  async #learnReach(
    subjects: Subject[],
    {
      config,
      book,
      at,
      signal,
    }: Pick<Job, 'config' | 'at' | 'signal'> & {
      book: AccountBook;
    },
  ): Promise<ClusterSurroundings['bucket']> {
    const assumed = new Set<string>();
    const buckets = new Map<string, { accountId: string; name: string }>();
    for (const [index, subject] of subjects.entries()) {
      const roles = subjectRoles(subject, { config, book });
      const accountId = roles.podsAccountId;
      const named = reachOf(subject, roles);
      named.roles.forEach(arn => assumed.add(arn));
      for (const name of named.buckets) {
        buckets.set(`${accountId}/${name}`, { accountId, name });
      }
      if (index % CHUNK === 0) await yieldTurn();
    }
    await book.learnAssumed(assumed);
    const readings = await Readings.take<ObservedDocument>({
      store: this.#o.stores.readings,
      scope: clusterScope(config.name),
      kind: 'bucket',
      keys: buckets.keys(),
      read: key => {
        const { accountId = '', name = '' } = buckets.get(key) ?? {};
        const accounts = [...new Set([accountId, config.accountId])];
        return readBucketPolicy(
          accounts.map(id => this.#o.aws.s3(id, config.region)),
          name,
        );
      },
      most: MOST_BUCKETS,
      at,
      signal,
    });
    return (accountId, name) => readings.of(`${accountId}/${name}`);
  }

  /** A namespace at a time, as the list of pods passes it; those without pods at the end. Answers whether pods could be read. */
  async #sweepNamespaces(job: Job): Promise<Observation<true>> {
    const { config, reader, subjects } = job;
    const pods = reader.pods();
    let told: Observation<true> = found(true);
    try {
      for await (const { namespace, pods: own } of pods) {
        await this.#sweepNamespace(job, namespace, found(own));
        subjects.delete(namespace);
      }
    } catch (error) {
      told = refusedByKubernetes(config.name, 'list pods', error);
      if (kubernetesStatus(error) !== 403) {
        throw error instanceof ApiException
          ? new SweepFailure(unreadOf(told, 'The list of pods'))
          : error;
      }
    }
    const rest: Observation<PlacedPod[]> =
      told.state === 'found' ? found([]) : told;
    for (const namespace of subjects.keys()) {
      await this.#sweepNamespace(job, namespace, rest);
    }
    return told;
  }

  async #sweepNamespace(
    job: Job,
    namespace: string,
    placed: Observation<PlacedPod[]>,
  ): Promise<void> {
    const { around, at, accounts, workloads } = job;
    const pods =
      placed.state === 'found'
        ? found(placed.value.map(({ pod }) => pod))
        : placed;
    const roles = new Map<string, OwnRole>();
    const subjects = job.subjects.get(namespace) ?? [];
    for (const [index, subject] of subjects.entries()) {
      job.signal?.throwIfAborted();
      const seen = observeSubject(subject, around, { at, pods });
      await accounts.take(subject, seen);
      if (!subject.isGone) {
        roles.set(subject.ref.name, {
          id: subject.id,
          observed: seen.observed,
          ownership: accounts.ownershipOf(subject),
        });
      }
      if (index % CHUNK === CHUNK - 1) await yieldTurn();
    }
    if (placed.state === 'found') {
      await workloads.take(namespace, placed.value, roles);
    }
  }

  async #sweepNodeRoles(job: Job): Promise<{ count: number; written: number }> {
    const { facts, scope, at, config, findings, context, workloads } = job;
    const { stores } = this.#o;
    const groups = valueOf(facts.nodeGroups);
    const rows = await stores.nodeRoles.rows.begin(scope, at);
    if (!groups) return { count: 0, written: 0 };
    const arns = new Set(groups.map(({ nodeRoleArn }) => nodeRoleArn));
    for (const arn of arns) {
      const assessment = assessNodeRole({
        cluster: facts,
        arn,
        role: job.around.book.factsOf(arn),
        nodeGroups: groups.filter(({ nodeRoleArn }) => nodeRoleArn === arn),
        workloads: workloads.all.map(({ nodeRoleArns, ...workload }) => ({
          ...workload,
          onThisRole: nodeRoleArns?.includes(arn) ?? true,
        })),
      });
      const subject: NodeRoleSubject = {
        kind: 'node-role',
        id: nodeRoleRowId(config.name, arn),
        assessment,
        entityRef: null,
        owners: [],
      };
      const row = {
        id: subject.id,
        cluster: config.name,
        arn,
        name: assessment.name,
        account_id: assessment.accountId,
        dependants: assessment.dependantIds.length,
        detail: JSON.stringify(assessment),
        entity_ref: null,
        owners: toList([]),
      };
      if (await rows.take({ ...row, digest: digestOf(row) })) {
        const place = placeOf(
          {
            cluster: config.name,
            name: row.name,
            account_id: row.account_id,
          },
          subject,
        );
        await stores.places.replace(scope, 'node-role', [
          { rowId: row.id, places: [place] },
        ]);
      }
      await findings.take(assess(subject, context));
      await yieldTurn();
    }
    await rows.finish();
    return rows;
  }

  async #takeCluster(job: Job): Promise<void> {
    const { facts, context, config, scope } = job;
    const id = rowId('cluster', config.name);
    const ownership = { entityRef: null, owners: [] };
    await this.#o.stores.places.replace(scope, 'cluster', [
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
    await job.findings.take(
      assess(
        {
          kind: 'cluster',
          id,
          facts,
          namespaces: job.namespaces,
          byWebIdentity: job.byWebIdentity,
          ...ownership,
        },
        context,
      ),
    );
  }
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

/** Whether this sweep could not tell if a finding still holds. */
function isUnread(
  finding: KnownFinding,
  { accounts, facts }: Job,
  pods: Observation<unknown>,
): boolean {
  const { subject_kind: kind, subject_id: id, check_id: checkId } = finding;
  if (accounts.isUnread(id, checkId)) return true;
  if (kind === 'workload') return pods.state !== 'found';
  if (kind === 'node-role') return facts.nodeGroups.state !== 'found';
  if (kind !== 'cluster') return false;
  const unread = Object.values(facts).flatMap(part =>
    typeof part === 'object' && part.state === 'unknown'
      ? [part.right ?? '']
      : [],
  );
  const reads = registry.of(kind).find(({ meta }) => meta.id === checkId)
    ?.meta.reads;
  return unread.some(right => right === '' || reads?.includes(right));
}
