import type {
  IamServiceAccountSpec,
  Mechanism,
  MigrationBlocker,
  Wave,
  WaveCounts,
  WaveItem,
  WaveItemState,
  WaveKind,
  WaveState,
  WaveTrustPolicy,
} from '@backstage-irsa/core/model';
import {
  blockersOf,
  callsOf,
  type TrustAddition,
} from '@backstage-irsa/core/waves';
import type { Ownership } from '../authorization/specOwnership';

/** A database row of a wave. */
export interface WaveRow {
  id: string;
  kind: WaveKind;
  cluster: string;
  to_cluster: string | null;
  mechanism: Mechanism | null;
  namespace: string | null;
  owner: string | null;
  reason: string | null;
  change_number: string | null;
  created_by: string;
  created_at: string;
  state: WaveState;
  state_reason: string | null;
  undoing: boolean | number;
  commanded_by: string | null;
  commanded_at: string | null;
  summary: string;
}

/** A database row of an item. Objects are stored as JSON. */
export interface WaveItemRow {
  wave_id: string;
  position: number;
  source_id: string;
  service_account_id: string;
  cluster: string;
  namespace: string;
  name: string;
  state: WaveItemState;
  reason: string | null;
  ownership: string | null;
  spec_before: string | null;
  spec_after: string | null;
  blockers: string;
  warnings: string;
  steps: string;
  reads: number;
  trust: string | null;
  wrote_at: string | null;
  ended_at: string | null;
}

/** The ownership of an item at the time of the permission check. */
export type ItemOwnership = Pick<
  Ownership,
  'entityRef' | 'entityUid' | 'owner' | 'isAdministrator' | 'isUntold'
>;

/** An IAM service account of a wave, as stored. */
export interface StoredItem {
  waveId: string;
  position: number;
  /** The IAM service account that was selected. */
  sourceId: string;
  /** The IAM service account that changes: the clone, or the selected one. */
  serviceAccountId: string;
  cluster: string;
  namespace: string;
  name: string;
  state: WaveItemState;
  reason?: string;
  /** Absent if the caller may not change it. */
  ownership?: ItemOwnership;
  specBefore?: IamServiceAccountSpec;
  specAfter?: IamServiceAccountSpec;
  blockers: MigrationBlocker[];
  warnings: MigrationBlocker[];
  steps: string[];
  reads: number;
  trust?: TrustAddition;
  /** When the wave began to write for it. Absent if the wave never changed anything for it. */
  wroteAt?: string;
  endedAt?: string;
}

const optional = <T>(text: string | null): T | undefined =>
  text === null ? undefined : JSON.parse(text);

/** Converts a row to an item. */
export function toItem(row: WaveItemRow): StoredItem {
  return {
    waveId: row.wave_id,
    position: row.position,
    sourceId: row.source_id,
    serviceAccountId: row.service_account_id,
    cluster: row.cluster,
    namespace: row.namespace,
    name: row.name,
    state: row.state,
    reason: row.reason ?? undefined,
    ownership: optional(row.ownership),
    specBefore: optional(row.spec_before),
    specAfter: optional(row.spec_after),
    blockers: JSON.parse(row.blockers),
    warnings: JSON.parse(row.warnings),
    steps: JSON.parse(row.steps),
    reads: row.reads,
    trust: optional(row.trust),
    wroteAt: row.wrote_at ?? undefined,
    endedAt: row.ended_at ?? undefined,
  };
}

/** Whether the wave wrote something for the item that was not undone. */
export function isChanged({ state, wroteAt }: StoredItem): boolean {
  return wroteAt !== undefined && state !== 'undone';
}

const json = (value: unknown) =>
  value === undefined ? null : JSON.stringify(value);
const plain = (value: unknown) => value ?? null;

/** The column of each field, and the function that converts its value. */
const COLUMNS: {
  [Field in keyof StoredItem]-?: [
    keyof WaveItemRow,
    (value: unknown) => unknown,
  ];
} = {
  waveId: ['wave_id', plain],
  position: ['position', plain],
  sourceId: ['source_id', plain],
  serviceAccountId: ['service_account_id', plain],
  cluster: ['cluster', plain],
  namespace: ['namespace', plain],
  name: ['name', plain],
  state: ['state', plain],
  reason: ['reason', plain],
  ownership: ['ownership', json],
  specBefore: ['spec_before', json],
  specAfter: ['spec_after', json],
  blockers: ['blockers', json],
  warnings: ['warnings', json],
  steps: ['steps', json],
  reads: ['reads', plain],
  trust: ['trust', json],
  wroteAt: ['wrote_at', plain],
  endedAt: ['ended_at', plain],
};

const isField = (key: string): key is keyof StoredItem =>
  Object.hasOwn(COLUMNS, key);

/** Returns the columns of the given fields of an item. Undefined values become null. */
export function toColumns(item: Partial<StoredItem>): Partial<WaveItemRow> {
  return Object.fromEntries(
    Object.entries(item).flatMap(([field, value]) => {
      if (!isField(field)) return [];
      const [column, write] = COLUMNS[field];
      return [[column, write(value)]];
    }),
  );
}

/** The summary of the plans of all items. */
export type WaveSummary = Pick<
  Wave,
  'writes' | 'calls' | 'blockers' | 'trustPolicies'
>;

/** Summarizes planned items. Blocked items count only as blockers. */
export function summaryOf(
  kind: WaveKind,
  items: readonly StoredItem[],
  trustPolicies: WaveTrustPolicy[],
): WaveSummary {
  const open = items.filter(({ state }) => state !== 'blocked');
  const sum = (of: (item: StoredItem) => number) =>
    open.reduce((total, item) => total + of(item), 0);
  return {
    writes: sum(({ steps }) => steps.length),
    calls: sum(({ reads, steps }) => callsOf(kind, reads, steps.length)),
    blockers: blockersOf(items.filter(({ state }) => state === 'blocked')),
    trustPolicies,
  };
}

/** Converts a wave to the form that the API returns. */
export function toWave(row: WaveRow, counts: WaveCounts): Wave {
  const { namespace, owner, reason, mechanism } = row;
  const summary: WaveSummary = JSON.parse(row.summary);
  return {
    id: row.id,
    kind: row.kind,
    cluster: row.cluster,
    ...(row.to_cluster !== null && { toCluster: row.to_cluster }),
    ...(mechanism !== null && { mechanism }),
    ...(namespace !== null && { namespace }),
    ...(owner !== null && { owner }),
    ...(reason !== null && { reason }),
    ...(row.change_number !== null && { changeNumber: row.change_number }),
    createdBy: row.created_by,
    createdAt: row.created_at,
    state: row.state,
    ...(row.state_reason !== null && { stateReason: row.state_reason }),
    ...(row.undoing && { undoing: true }),
    counts,
    ...summary,
  };
}

/** Converts an item to the form that the API returns. */
export function toWaveItem(item: StoredItem): WaveItem {
  const { position, serviceAccountId, cluster, namespace, name } = item;
  const { state, reason, ownership, blockers, warnings, steps } = item;
  return {
    ...{ position, serviceAccountId, cluster, namespace, name },
    entityRef: ownership?.entityRef ?? null,
    owner: ownership?.owner ?? null,
    ...{ state, ...(reason !== undefined && { reason }) },
    ...{ blockers, warnings, steps },
    ...(item.endedAt !== undefined && { endedAt: item.endedAt }),
  };
}
