import type { Knex } from 'knex';
import type {
  Change,
  ChangeAction,
  ChangeDetails,
  ChangeResult,
  ChangeWrite,
} from '@backstage-irsa/core/model';
import type { OperationStore } from '../../serviceAccounts/OperationStore';
import {
  type Row as ServiceAccountRow,
  whereRoleArn,
} from '../../serviceAccounts/ServiceAccountRow';
import { WHOLE } from './ChangeStore';
import type { ChangePosition } from './cursor';
import type { NameUser } from './pseudonyms';

/** A filter for changes. Times are ISO 8601 in UTC with milliseconds. */
export interface ChangeFilter {
  serviceAccountId?: string;
  owner?: string;
  requester?: string;
  action?: ChangeAction;
  from?: string;
  /** The exclusive end. */
  to?: string;
}

/** A page of the list. */
export interface ChangePage {
  after?: ChangePosition;
  limit: number;
}

interface Row {
  id: string;
  action: ChangeAction;
  requester: string;
  approver: string | null;
  reason: string | null;
  change_number: string | null;
  operation_id: string | null;
  service_account_id: string | null;
  cluster: string;
  namespace: string;
  name: string;
  finding_id: string | null;
  entity_ref: string | null;
  owner: string | null;
  account_id: string | null;
  started_at: string;
  result: ChangeResult | null;
  message: string | null;
  digest: string | null;
  ended_at: string | null;
}

interface WriteRow {
  change_id: string;
  position: number;
  write: string;
  result: ChangeResult | null;
  message: string | null;
  requests: string | null;
  ended_at: string | null;
}

/** A change without an operation that has no result after this time was interrupted. In milliseconds. */
const LONGEST_MS = 10 * 60_000;

/** The access that a change can have given. */
interface AskedAccess {
  serviceAccountId?: string;
  entityRef?: string;
  roleArn?: string;
}

/** The actions that give a service access. */
const GIVING: readonly ChangeAction[] = [
  'apply',
  'adopt',
  'migrate',
  'right-size-undo',
  'deliver',
  'restore',
];

/** Reads recorded changes. */
export class ChangeReader {
  readonly #knex: Knex;
  readonly #operations: OperationStore;
  readonly #nameUser: NameUser;

  constructor(options: {
    knex: Knex;
    operations: OperationStore;
    nameUser: NameUser;
  }) {
    this.#knex = options.knex;
    this.#operations = options.operations;
    this.#nameUser = options.nameUser;
  }

  /** Returns one page of changes, newest first, and the total number. */
  async page(
    filter: ChangeFilter,
    { after, limit }: ChangePage,
  ): Promise<{ items: Change[]; total: number; more: boolean }> {
    const [{ n }] = await this.#matching(filter).count({ n: '*' });
    const query = this.#matching(filter)
      .orderBy([
        { column: 'changes.started_at', order: 'desc' },
        { column: 'changes.id', order: 'desc' },
      ])
      .limit(limit + 1);
    if (after) {
      query.whereRaw('(changes.started_at, changes.id) < (?, ?)', [
        after.startedAt,
        after.id,
      ]);
    }
    const rows = await this.#withResults(query);
    const items = await this.#changesOf(rows.slice(0, limit));
    return { items, total: Number(n), more: rows.length > limit };
  }

  /** Whether a user requested a change that gives access to a ServiceAccount, to any ServiceAccount of an entity, or to any that has a role. */
  async hasRequested(
    requester: string,
    { serviceAccountId, entityRef, roleArn }: AskedAccess,
  ): Promise<boolean> {
    const knex = this.#knex;
    const row = await knex('changes')
      // Records from before pseudonyms were enabled contain the name itself.
      .whereIn('requester', [requester, this.#nameUser(requester)])
      .whereIn('action', GIVING)
      .where(query => {
        query.whereRaw('1 = 0');
        if (serviceAccountId !== undefined) {
          query.orWhere('service_account_id', serviceAccountId);
        }
        if (entityRef !== undefined) query.orWhere('entity_ref', entityRef);
        if (roleArn === undefined) return;
        const having = knex<ServiceAccountRow>('service_accounts').select('id');
        whereRoleArn(having, [roleArn]);
        query
          .orWhereIn('service_account_id', having)
          .orWhereIn(
            'service_account_id',
            knex('managed_objects')
              .where({ object: roleArn })
              .select('service_account_id'),
          );
      })
      .first('id');
    return row !== undefined;
  }

  async get(id: string): Promise<ChangeDetails | undefined> {
    const query = this.#knex('changes').where('changes.id', id);
    const changes = await this.#changesOf(await this.#withResults(query));
    const [details] = await this.withWrites(changes);
    return details;
  }

  /** Returns the changes with their writes and documents. */
  async withWrites(changes: Change[]): Promise<ChangeDetails[]> {
    const rows: WriteRow[] = await this.#knex('change_writes')
      .leftJoin('change_results', join =>
        join
          .on('change_results.change_id', 'change_writes.change_id')
          .andOn('change_results.position', 'change_writes.position'),
      )
      .whereIn(
        'change_writes.change_id',
        changes.map(({ id }) => id),
      )
      .orderBy(['change_writes.change_id', 'change_writes.position'])
      .select(
        'change_writes.*',
        ...['result', 'message', 'requests', 'ended_at'].map(
          column => `change_results.${column}`,
        ),
      );
    const byChange = new Map<string, WriteRow[]>();
    for (const row of rows) {
      const before = byChange.get(row.change_id);
      if (before) before.push(row);
      else byChange.set(row.change_id, [row]);
    }
    return changes.map(change => ({
      ...change,
      writes: (byChange.get(change.id) ?? []).map(row =>
        toWrite(row, change.result),
      ),
    }));
  }

  #matching(filter: ChangeFilter): Knex.QueryBuilder {
    const { serviceAccountId, owner, requester, action, from, to } = filter;
    const query = this.#knex('changes');
    const equal = { service_account_id: serviceAccountId, owner, requester };
    for (const [column, value] of Object.entries({ ...equal, action })) {
      if (value !== undefined) query.where(`changes.${column}`, value);
    }
    if (from !== undefined) query.where('changes.started_at', '>=', from);
    if (to !== undefined) query.where('changes.started_at', '<', to);
    return query;
  }

  #withResults(query: Knex.QueryBuilder): Promise<Row[]> {
    return query
      .leftJoin('change_results', join =>
        join
          .on('change_results.change_id', 'changes.id')
          .andOnVal('change_results.position', WHOLE),
      )
      .select(
        'changes.*',
        ...['result', 'message', 'digest', 'ended_at'].map(
          column => `change_results.${column}`,
        ),
      );
  }

  async #changesOf(rows: Row[]): Promise<Change[]> {
    const running = await this.#operations.stateOf(
      rows.flatMap(row => ownOperationOf(row) ?? []),
    );
    const earliest = new Date(Date.now() - LONGEST_MS).toISOString();
    return rows.map(row => {
      const state = running.get(ownOperationOf(row) ?? '');
      const isCutOff =
        state === 'silent' ||
        (state === undefined && row.started_at < earliest);
      return toChange(row, isCutOff ? 'interrupted' : 'pending');
    });
  }
}

/** Returns the operation that makes a change without a result. A rollback has none: it names the operation that it rolls back. */
function ownOperationOf({ action, operation_id: id, result }: Row) {
  return result === null && action !== 'roll-back' ? id : null;
}

/** Omits null values. */
function known<T extends object>(
  values: T,
): { [K in keyof T]?: NonNullable<T[K]> } {
  const entries = Object.entries(values).filter(([, value]) => value !== null);
  return Object.fromEntries(entries) as { [K in keyof T]?: NonNullable<T[K]> };
}

function toChange(row: Row, otherwise: ChangeResult): Change {
  const { id, action, requester, cluster, namespace, name } = row;
  return {
    ...{ id, action, requester },
    ...known({
      approver: row.approver,
      reason: row.reason,
      changeNumber: row.change_number,
      operationId: row.operation_id,
    }),
    ...(row.service_account_id !== null && {
      serviceAccount: { id: row.service_account_id, cluster, namespace, name },
    }),
    ...known({
      findingId: row.finding_id,
      entityRef: row.entity_ref,
      owner: row.owner,
      accountId: row.account_id,
    }),
    startedAt: row.started_at,
    result: row.result ?? otherwise,
    ...known({
      endedAt: row.ended_at,
      message: row.message,
      digest: row.digest,
    }),
  };
}

function toWrite(row: WriteRow, ofChange: ChangeResult): ChangeWrite {
  return {
    ...JSON.parse(row.write),
    // If the change has ended, a write without a result will not get one.
    result: row.result ?? (ofChange === 'pending' ? 'pending' : 'interrupted'),
    requests: JSON.parse(row.requests ?? '[]'),
    ...known({ endedAt: row.ended_at, message: row.message }),
  };
}
