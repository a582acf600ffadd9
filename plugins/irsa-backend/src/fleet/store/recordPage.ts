import type { Knex } from 'knex';
import type {
  Chain,
  ServiceAccountRef,
  Verification,
} from '@backstage-irsa/core/model';
import type { ProposedEntity } from '@backstage-irsa/core/ownership';
import type { VerificationRecord } from '../../serviceAccounts/VerificationRecord';
import { inBatches } from '../../database/batches';
import { writeRows } from '../../database/writeRows';
import type { FindingWriter } from './inventory/FindingStore';
import { holdLease, type ScanLease } from './inventory/ScanLease';
import { replacePlaces, type PlacesOf } from './inventory/LocationStore';
import {
  recordSets,
  type StoredPolicySet,
} from '../../permissions/PolicySetStore';
import { recordStates, type StateChange } from './inventory/StateStore';
import {
  firstUids,
  observedColumns,
  type Row,
} from '../../serviceAccounts/ServiceAccountRow';
import {
  knownAfter,
  verifiedAtOf,
  type KnownServiceAccount,
} from '../../serviceAccounts/KnownServiceAccount';
import { recordVerifications } from '../../serviceAccounts/VerificationStore';

const TABLE = 'service_accounts';

/** How many rows are written at a time: the rows are long. */
const BATCH = 60;

/** The columns that only new rows get. Known rows keep their values. */
const OF_NEW_ROWS = new Set(['created_at', 'open_findings']);

/** The scan result of one IAM service account. */
export interface ScannedServiceAccount {
  record: VerificationRecord;
  chain: Chain;
  policySet: string;
  digest: string;
  /** When the oldest part of the result was read. ISO 8601. */
  readAt: string;
  /** Null if pods were not read. */
  pods: number | null;
  owners: string;
  catalogEntityRef: string | null;
  proposedEntity?: ProposedEntity;
  /** The number of open findings about itself. A new row gets this number; the end of the scan adds the findings about its role and workloads. */
  openFindings: number;
  /** The IAM service account as stored before the scan. Absent for a new one. */
  before?: KnownServiceAccount;
}

/** The scan result as table columns. Until the page is written, strings take less memory than the objects. */
export interface ServiceAccountOfPage {
  row: ReturnType<typeof toRow>;
  /** The chain, as JSON. */
  chain: string;
  policySet: string;
  verification: Omit<Verification, 'checks'>;
  readAt: string;
  isKnown: boolean;
}

/** The scan results that are stored together, since each commit costs as much as many rows. */
export interface ScannedPage {
  serviceAccounts: ServiceAccountOfPage[];
  /** The sets to which the rows refer, by hash. */
  policySets: Map<string, StoredPolicySet>;
  places: PlacesOf[];
  states: StateChange[];
}

/** The scan that found a page, and the writer of the page's findings. */
export interface WhereFound {
  scope: string;
  /** Absent if only some ServiceAccounts were read again. */
  lease?: ScanLease;
  /** When the scan began. ISO 8601. */
  since: string;
  /** The time that is written to the rows. ISO 8601. */
  at: string;
  findings: FindingWriter;
}

/**
 * Stores a page within a transaction. Skips IAM service accounts that were verified after the scan read them, and those that were known before and
 * have been deleted meanwhile. Returns the IDs that were stored.
 *
 * @throws LeaseLostError - if the scan has lost its lease
 */
export async function recordPage(
  transaction: Knex.Transaction,
  { serviceAccounts, policySets, places, states }: ScannedPage,
  { scope, lease, since, at, findings }: WhereFound,
): Promise<string[]> {
  const kind = 'service-account';
  const stored: string[] = [];
  if (lease) await holdLease(transaction, lease);
  await recordSets(transaction, [...policySets.values()]);
  await inBatches(
    serviceAccounts,
    async batch => {
      const earlier = await earlierOf(
        transaction,
        batch.map(({ row }) => row.id),
      );
      const written = batch.filter(({ row: { id }, isKnown, readAt }) => {
        const row = earlier.get(id);
        if (!row) return !isKnown;
        const verifiedAt = verifiedAtOf(row);
        return verifiedAt === undefined || verifiedAt <= readAt;
      });
      if (written.length === 0) return;
      await write(transaction, scope, written, at);
      await recordVerifications(
        transaction,
        written.map(({ row: { id, verification: json }, verification }) => ({
          ...{ id, json, verification },
          before: earlier.get(id)?.verification ?? null,
        })),
        { onlyChanges: true },
      );
      stored.push(...written.map(({ row }) => row.id));
    },
    BATCH,
  );
  const isStored = new Set(stored);
  findings.leave(
    serviceAccounts.flatMap(({ row: { id } }) =>
      isStored.has(id) ? [] : [id],
    ),
  );
  await findings.flush(transaction);
  await replacePlaces(
    transaction,
    { scope, kind },
    places.filter(({ rowId }) => isStored.has(rowId)),
  );
  await recordStates(
    transaction,
    kind,
    states.filter(({ rowId }) => isStored.has(rowId)),
    since,
  );
  return stored;
}

type Earlier = Pick<Row, 'id' | 'updated_at' | 'scanned_at' | 'verification'>;

async function earlierOf(
  knex: Knex,
  ids: string[],
): Promise<Map<string, Earlier>> {
  const rows = await knex<Row>(TABLE)
    .whereIn('id', ids)
    .select('id', 'updated_at', 'scanned_at', 'verification');
  return new Map(rows.map(row => [row.id, row]));
}

/** Converts a scan result into the form that is kept until its page is written. */
export function ofPage(scanned: ScannedServiceAccount): ServiceAccountOfPage {
  const { record, chain, policySet, readAt, before } = scanned;
  const { checks: _, ...verification } = record.verification;
  return {
    row: toRow(scanned),
    chain: JSON.stringify(chain),
    ...{ policySet, verification, readAt },
    isKnown: before !== undefined,
  };
}

function toRow(scanned: ScannedServiceAccount) {
  const { record, before } = scanned;
  const { cluster, namespace, name }: ServiceAccountRef = record.ref;
  const known = knownAfter(record, before);
  return {
    id: record.id,
    cluster,
    namespace,
    name,
    entity_ref:
      before && before.owner !== null
        ? before.entityRef
        : record.entityRef ?? null,
    ...observedColumns(record),
    verified_role_arn: known.roleArn ?? null,
    verified_role_id: known.roleId ?? null,
    digest: scanned.digest,
    pods: scanned.pods,
    open_findings: scanned.openFindings,
    owners: scanned.owners,
    catalog_entity_ref: scanned.catalogEntityRef,
    proposed_entity: scanned.proposedEntity
      ? JSON.stringify(scanned.proposedEntity)
      : null,
    deleted_at: null,
  };
}

async function write(
  knex: Knex.Transaction,
  scope: string,
  page: ServiceAccountOfPage[],
  at: string,
): Promise<void> {
  const rows = page.map(({ row }) => ({
    ...row,
    scope,
    created_at: at,
    updated_at: at,
    scanned_at: at,
  }));
  const uids = firstUids(knex);
  await writeRows(knex, TABLE, rows, {
    on: ['id'],
    merge: Object.keys(rows[0]).filter(
      column => !OF_NEW_ROWS.has(column) && !(column in uids),
    ),
    set: uids,
  });
  const chains = page.map(({ row, chain }) => ({
    service_account_id: row.id,
    chain,
  }));
  const on = ['service_account_id'];
  await writeRows(knex, 'chains', chains, { on, merge: ['chain'] });
  const permissions = page.map(({ row, verification, policySet }) => ({
    service_account_id: row.id,
    permissions: JSON.stringify({ checkedAt: verification.checkedAt }),
    policy_set: policySet,
  }));
  await writeRows(knex, 'effective_permissions', permissions, {
    on,
    merge: ['permissions', 'policy_set'],
  });
}
