import { injectionOf, type Injection } from '@backstage-irsa/core/checks';
import {
  assess,
  identitySourceOf,
  rowId,
  type GovernanceContext,
  type Ownership,
  type WorkloadSubject,
} from '@backstage-irsa/core/findings';
import type { CatalogIndex } from '@backstage-irsa/core/ownership';
import type { NodeRoleWorkload } from '@backstage-irsa/core/nodeRoles';
import {
  type ClusterFacts,
  type WorkloadFacts,
  type Observation,
  type Observed,
} from '@backstage-irsa/core/model';
import type { PlacedPod } from '../../../observe/bulk/podStream';
import { giveWay } from '../../../lib/giveWay';
import { digestOf } from '../../../database/digest';
import type { FindingWriter } from '../../store/inventory/FindingStore';
import { toList } from '../../../database/lists';
import type { PlacesOf } from '../../store/inventory/LocationStore';
import type { WorkloadRow } from '../../store/inventory/rows';
import type { ScanLease } from '../../store/inventory/ScanLease';
import type { StateChange } from '../../store/inventory/StateStore';
import type { ScannedWriter } from '../../store/inventory/ScannedRows';
import { placeOf } from '../placing';
import { unreadTest } from '../unreadFindings';
import { partsOfFacts } from './clusterParts';
import { nodesOf, type Nodes } from './nodesOf';
import type { ScanStores } from '../types';

/** How many rows are collected before they are written. */
const BUFFER = 50;

/** How many workloads are processed before other work gets a turn. */
const CHUNK = 10;

/** An IAM service account, reduced to what matters for the workloads that run as it. */
export interface OwnRole {
  id: string;
  observed: Observed;
  ownership: Ownership;
}

/** A workload with the roles of its nodes, for the assessment of node roles. */
export type ScannedWorkload = Omit<NodeRoleWorkload, 'onThisRole'> & {
  /** The role ARNs of the nodes that it runs on; undefined if unknown. */
  nodeRoleArns: string[] | undefined;
};

/** Determines the source of each workload's AWS identity in a cluster, and stores what has changed. */
export class WorkloadWriter {
  readonly #cluster: string;
  readonly #facts: ClusterFacts;
  readonly #nodes: Observation<Map<string, string>>;
  readonly #index: CatalogIndex;
  readonly #context: GovernanceContext;
  readonly #rows: ScannedWriter<WorkloadRow>;
  readonly #findings: FindingWriter;
  readonly #stores: ScanStores;
  readonly #lease: ScanLease;
  readonly #at: string;
  readonly #isUnread: ReturnType<typeof unreadTest>;
  readonly #all: ScannedWorkload[] = [];
  #places: PlacesOf[] = [];
  #states: StateChange[] = [];

  constructor(options: {
    facts: ClusterFacts;
    nodes: Observation<Map<string, string>>;
    index: CatalogIndex;
    context: GovernanceContext;
    rows: ScannedWriter<WorkloadRow>;
    findings: FindingWriter;
    stores: ScanStores;
    lease: ScanLease;
    at: string;
  }) {
    this.#cluster = options.facts.name;
    this.#facts = options.facts;
    this.#nodes = options.nodes;
    this.#index = options.index;
    this.#context = options.context;
    this.#rows = options.rows;
    this.#findings = options.findings;
    this.#stores = options.stores;
    this.#lease = options.lease;
    this.#at = options.at;
    this.#isUnread = unreadTest([
      ...partsOfFacts(options.facts),
      { permissions: ['list nodes'], read: options.nodes },
    ]);
  }

  /** All workloads that were taken. */
  get all(): ScannedWorkload[] {
    return this.#all;
  }

  /** How many rows were written. */
  get written(): number {
    return this.#rows.written;
  }

  /** Takes the workloads of one namespace. `roles` are its IAM service accounts by name. */
  async take(
    namespace: string,
    pods: PlacedPod[],
    roles: Map<string, OwnRole>,
  ): Promise<void> {
    const workloads = this.#workloadsOf(namespace, pods);
    for (const [index, facts] of workloads.entries()) {
      const role = roles.get(facts.serviceAccount);
      const nodes = nodesOf(facts.nodeNames, this.#facts, this.#nodes);
      const subject = this.#subjectOf(facts, role, nodes);
      const row = rowOf(subject, role, this.#nodeRoleIds(nodes.roleArns));
      if (this.#rows.take(row)) {
        const { cluster, name } = facts;
        this.#places.push({
          rowId: row.id,
          places: [placeOf({ cluster, namespace, name }, subject)],
        });
        this.#states.push({ rowId: row.id, state: row.identity_source });
      }
      this.#findings.keepAbout(row.id, this.#isUnread);
      this.#findings.take(assess(subject, this.#context));
      this.#all.push({
        id: row.id,
        namespace,
        name: facts.name,
        identitySource: subject.identitySource,
        hostNetwork: row.host_network,
        hasRole: role?.observed.role.state === 'found',
        nodeRoleArns: nodes.roleArns.length > 0 ? nodes.roleArns : undefined,
      });
      if (index % CHUNK === CHUNK - 1) await giveWay();
    }
    if (this.#places.length >= BUFFER) await this.#flush();
    await giveWay();
  }

  /** Ends the scan: marks workloads that were not taken as deleted. */
  async finish(): Promise<void> {
    await this.#flush();
    const gone = await this.#rows.finish();
    await this.#stores.states.record(
      'workload',
      gone.map(id => ({ rowId: id, state: null })),
      this.#at,
    );
  }

  async #flush(): Promise<void> {
    const [places, states] = [this.#places, this.#states];
    this.#places = [];
    this.#states = [];
    await this.#stores.pages.record({
      ...{ scope: this.#lease.scope, lease: this.#lease },
      ...{ at: this.#at, kind: 'workload' },
      ...{ rows: this.#rows, findings: this.#findings, places, states },
    });
  }

  #workloadsOf(namespace: string, pods: PlacedPod[]): WorkloadFacts[] {
    const workloads = new Map<string, WorkloadFacts>();
    for (const { pod, workload, nodeName } of pods) {
      const { serviceAccountName: serviceAccount } = pod;
      const key = `${workload} ${serviceAccount}`;
      const facts = workloads.get(key) ?? {
        cluster: this.#cluster,
        namespace,
        name: workload,
        serviceAccount,
        pods: [],
        nodeNames: [],
      };
      workloads.set(key, facts);
      facts.pods.push(pod);
      if (nodeName !== undefined && !facts.nodeNames.includes(nodeName)) {
        facts.nodeNames.push(nodeName);
      }
    }
    return [...workloads.values()];
  }

  #subjectOf(
    facts: WorkloadFacts,
    role: OwnRole | undefined,
    { reach }: Nodes,
  ): WorkloadSubject {
    const [{ labels, annotations }] = facts.pods;
    const { cluster, namespace, name, serviceAccount } = facts;
    return {
      kind: 'workload',
      id: rowId('workload', cluster, namespace, name, serviceAccount),
      facts,
      ...identitySourceOf({
        facts,
        ...(role && { role: coveredBy(role) }),
        reach,
      }),
      ...this.#index.workload({
        cluster,
        namespace,
        name,
        labels,
        annotations,
        ...(role && { serviceAccount: role.ownership }),
      }),
    };
  }

  #nodeRoleIds(arns: string[]): string[] {
    return arns.map(arn => nodeRoleRowId(this.#cluster, arn)).sort();
  }
}

/** Returns the row ID of a node role. */
export function nodeRoleRowId(cluster: string, arn: string): string {
  return rowId('node-role', cluster, arn);
}

function coveredBy({ observed }: OwnRole): {
  mechanism: Observed['mechanism'];
  injection?: Injection;
} {
  const { mechanism } = observed;
  const injection = mechanism === 'irsa' ? injectionOf(observed) : undefined;
  return { mechanism, ...(injection && { injection }) };
}

function rowOf(
  subject: WorkloadSubject,
  role: OwnRole | undefined,
  nodeRoleIds: string[],
) {
  const { facts, identitySource, reason, entityRef, owners } = subject;
  const row = {
    id: subject.id,
    cluster: facts.cluster,
    namespace: facts.namespace,
    name: facts.name,
    service_account: facts.serviceAccount,
    service_account_id: role?.id ?? null,
    pods: facts.pods.length,
    identity_source: identitySource,
    reason,
    host_network: facts.pods.some(({ hostNetwork }) => hostNetwork),
    node_role_ids: toList(nodeRoleIds),
    entity_ref: entityRef,
    owners: toList(owners),
  };
  return { ...row, digest: digestOf(row) };
}
