import type { Knex } from 'knex';
import type {
  AccessReviewItem,
  Permissions,
  Verification,
} from '@backstage-irsa/core/model';
import { SEVERITIES } from '@backstage-irsa/core/findings';
import { ownersOf } from '../../serviceAccounts/ServiceAccountRow';

interface Row {
  id: string;
  cluster: string;
  namespace: string;
  name: string;
  mechanism: AccessReviewItem['mechanism'];
  entity_ref: string | null;
  owner: string | null;
  owners: string;
  role_arn: string | null;
  role_account_id: string | null;
  status: AccessReviewItem['status'];
  permissions: string | null;
  verification: string | null;
  created_at: string;
  last_used_at: string | null;
}

interface LastChange {
  service_account_id: string;
  requester: string;
  started_at: string;
}

/** The number of rows that are read at once. Rows are long. */
const ROWS_AT_ONCE = 50;

const COLUMNS = [
  ...['id', 'cluster', 'namespace', 'name', 'mechanism', 'entity_ref'],
  ...['owner', 'owners', 'role_arn', 'role_account_id', 'status'],
  ...['permissions', 'verification', 'created_at'],
].map(column => `service_accounts.${column}`);

/** Lists every IAM service account with its owner, its permissions, and when it was last changed, proved, and used. */
export class AccessReview {
  readonly #knex: Knex;

  constructor({ knex }: { knex: Knex }) {
    this.#knex = knex;
  }

  /** Yields the items in the order of their IDs, read page by page. */
  async *rows(): AsyncGenerator<AccessReviewItem> {
    let after = '';
    for (;;) {
      const rows: Row[] = await this.#knex('service_accounts')
        .leftJoin(
          'inventory_roles',
          'inventory_roles.id',
          'service_accounts.role_row_id',
        )
        .where('service_accounts.id', '>', after)
        .whereNull('service_accounts.deleted_at')
        .orderBy('service_accounts.id')
        .limit(ROWS_AT_ONCE)
        .select(...COLUMNS, 'inventory_roles.last_used_at');
      const changes = await this.#lastChanges(rows.map(({ id }) => id));
      for (const row of rows) yield toItem(row, changes.get(row.id));
      if (rows.length < ROWS_AT_ONCE) return;
      after = rows[rows.length - 1].id;
    }
  }

  /** Returns the last change of each IAM service account. Ignores approvals, because they change no access. */
  async #lastChanges(ids: string[]): Promise<Map<string, LastChange>> {
    const newest = this.#knex('changes')
      .whereIn('service_account_id', ids)
      .whereNot({ action: 'approval' })
      .groupBy('service_account_id')
      .select('service_account_id')
      .max({ at: 'started_at' })
      .as('newest');
    const rows: LastChange[] = await this.#knex('changes')
      .join(newest, join =>
        join
          .on('newest.service_account_id', 'changes.service_account_id')
          .andOn('newest.at', 'changes.started_at'),
      )
      .whereNot({ 'changes.action': 'approval' })
      .select(
        'changes.service_account_id',
        'changes.requester',
        'changes.started_at',
      );
    return new Map(rows.map(row => [row.service_account_id, row]));
  }
}

function toItem(row: Row, change: LastChange | undefined): AccessReviewItem {
  const { id, cluster, namespace, name, mechanism, owner } = row;
  const { services, risks }: Permissions = JSON.parse(
    row.permissions ?? '{"services":[],"risks":[]}',
  );
  const verification: Verification | null = JSON.parse(
    row.verification ?? 'null',
  );
  const ranks = risks.map(({ severity }) => SEVERITIES.indexOf(severity));
  const proof = verification?.liveProof;
  return {
    ...{ id, cluster, namespace, name, mechanism, owner },
    entityRef: row.entity_ref,
    owners: ownersOf(row),
    roleArn: row.role_arn,
    accountId: row.role_account_id,
    services: services.map(
      ({ service, levels }) =>
        `${service}: ${levels.map(({ level }) => level).join(', ')}`,
    ),
    risk: SEVERITIES[Math.max(-1, ...ranks)] ?? null,
    risks: risks.map(({ message }) => message),
    status: row.status ?? 'unknown',
    since: row.created_at,
    lastChangeAt: change?.started_at ?? null,
    lastChangeBy: change?.requester ?? null,
    lastProof: proof?.result ?? null,
    lastProofAt: proof?.at ?? null,
    lastUsedAt: row.last_used_at,
  };
}
