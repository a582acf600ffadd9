import type { Knex } from 'knex';
import type { Chain, ServiceAccountRef } from '@backstage-irsa/core/model';
import type { ProposedEntity } from '@backstage-irsa/core/ownership';
import type { Finding } from '../../serviceAccounts/Finding';
import { inBatches } from '../../database/batches';
import { writeRows } from '../../database/writeRows';
import type { FindingWriter } from './inventory/FindingStore';
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
  verifiedAtOf,
  type KnownServiceAccount,
} from '../../serviceAccounts/KnownServiceAccount';
import { recordVerifications } from '../../serviceAccounts/VerificationStore';

const TABLE = 'service_accounts';

/** Rows are long: so many are written at a time. */
const BATCH = 60;

/** What a scan stores of one. */
export interface ScannedServiceAccount {
  finding: Finding;
  chain: Chain;
  policySet: string;
  digest: string;
  /** When the oldest part of it was read. ISO 8601. */
  readAt: string;
  roleAccountId: string | null;
  roleRowId: string | null;
  pods: number;
  owners: string;
  catalogEntityRef: string | null;
  proposedEntity?: ProposedEntity;
  /** What of the row stays. */
  before?: KnownServiceAccount;
}

/** What a scan stores of some at once, since each commit costs as much as many rows. */
export interface ScannedPage {
  serviceAccounts: ScannedServiceAccount[];
  policySets: StoredPolicySet[];
  places: PlacesOf[];
  states: StateChange[];
}

/** Which scan found a page, and what is wrong with what is on it. */
export interface WhereFound {
  scope: string;
  /** When the scan began. ISO 8601. */
  since: string;
  /** ISO 8601. */
  at: string;
  findings: FindingWriter;
}

/**
 * Stores a page, within a transaction, but for what was verified after the scan read what it saw of it, or known before and deleted meanwhile.
 * Answers the ids of what was stored.
 */
export async function recordPage(
  transaction: Knex.Transaction,
  { serviceAccounts, policySets, places, states }: ScannedPage,
  { scope, since, at, findings }: WhereFound,
): Promise<string[]> {
  const kind = 'service-account';
  const stored: string[] = [];
  await recordSets(transaction, policySets);
  await findings.flush(transaction);
  await inBatches(
    serviceAccounts,
    async batch => {
      const rows = await timesOf(
        transaction,
        batch.map(({ finding }) => finding.id),
      );
      const written = batch.filter(({ before, finding, readAt }) => {
        const row = rows.get(finding.id);
        if (!row) return !before;
        const verifiedAt = verifiedAtOf(row);
        return verifiedAt === undefined || verifiedAt <= readAt;
      });
      if (written.length === 0) return;
      await write(transaction, scope, written, at);
      stored.push(...written.map(({ finding }) => finding.id));
    },
    BATCH,
  );
  await replacePlaces(transaction, { scope, kind }, places);
  await recordStates(transaction, kind, states, since);
  return stored;
}

type Times = Pick<Row, 'id' | 'updated_at' | 'scanned_at'>;

async function timesOf(knex: Knex, ids: string[]): Promise<Map<string, Times>> {
  const rows = await knex<Row>(TABLE)
    .whereIn('id', ids)
    .select('id', 'updated_at', 'scanned_at');
  return new Map(rows.map(row => [row.id, row]));
}

function toRow(scope: string, scanned: ScannedServiceAccount, at: string) {
  const { finding, before } = scanned;
  const { ref, verification } = finding;
  const { cluster, namespace, name }: ServiceAccountRef = ref;
  const isVerified = verification.status === 'verified';
  return {
    id: finding.id,
    cluster,
    namespace,
    name,
    entity_ref:
      before && before.owner !== null
        ? before.entityRef
        : finding.entityRef ?? null,
    created_at: at,
    ...observedColumns(finding),
    verified_role_arn: isVerified
      ? finding.roleArn
      : before?.known.roleArn ?? null,
    verified_role_id: isVerified
      ? finding.roleId
      : before?.known.roleId ?? null,
    updated_at: at,
    scope,
    digest: scanned.digest,
    role_account_id: scanned.roleAccountId,
    role_row_id: scanned.roleRowId,
    pods: scanned.pods,
    owners: scanned.owners,
    catalog_entity_ref: scanned.catalogEntityRef,
    proposed_entity: scanned.proposedEntity
      ? JSON.stringify(scanned.proposedEntity)
      : null,
    scanned_at: at,
    deleted_at: null,
  };
}

async function write(
  knex: Knex.Transaction,
  scope: string,
  scanned: ScannedServiceAccount[],
  at: string,
): Promise<void> {
  const rows = scanned.map(one => toRow(scope, one, at));
  const uids = firstUids(knex);
  await writeRows(knex, TABLE, rows, {
    on: ['id'],
    merge: Object.keys(rows[0]).filter(
      column => column !== 'created_at' && !(column in uids),
    ),
    set: uids,
  });
  const chains = scanned.map(({ finding, chain }) => ({
    service_account_id: finding.id,
    chain: JSON.stringify(chain),
  }));
  const on = ['service_account_id'];
  await writeRows(knex, 'chains', chains, { on, merge: ['chain'] });
  const permissions = scanned.map(({ finding, policySet }) => ({
    service_account_id: finding.id,
    permissions: JSON.stringify({ checkedAt: finding.verification.checkedAt }),
    policy_set: policySet,
  }));
  await writeRows(knex, 'effective_permissions', permissions, {
    on,
    merge: ['permissions', 'policy_set'],
  });
  await recordVerifications(
    knex,
    scanned.map(({ finding: { id, verification } }, index) => ({
      ...{ id, verification },
      json: rows[index].verification,
    })),
    { onlyChanges: true },
  );
}
