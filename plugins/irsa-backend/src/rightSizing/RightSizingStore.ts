import type { Knex } from 'knex';
import type { IamServiceAccountSpec } from '@backstage-irsa/core/model';

interface Row {
  id: string;
  service_account_id: string;
  made_at: string;
  made_by: string;
  request: string;
  spec_before: string;
  spec_after: string;
  operation_id: string;
  undone_at: string | null;
  undone_by: string | null;
  undo_operation_id: string | null;
}

/** One removal of unused access, as stored. */
export interface StoredRightSizing {
  id: string;
  serviceAccountId: string;
  /** The time of the removal, in ISO 8601. */
  at: string;
  /** The entity reference of the user. */
  by: string;
  drop: string[];
  narrow: string[];
  before: IamServiceAccountSpec;
  after: IamServiceAccountSpec;
  operationId: string;
  undo?: { at: string; by: string; operationId: string };
}

const TABLE = 'right_sizings';
const NEWEST = 50;

/** Stores removals of unused access, and their undos. */
export class RightSizingStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Stores a removal. Concurrent requests for the same removal share one operation, so they are stored once. */
  async record(made: Omit<StoredRightSizing, 'undo'>): Promise<void> {
    const { drop, narrow } = made;
    await this.#knex<Row>(TABLE)
      .insert({
        id: made.id,
        service_account_id: made.serviceAccountId,
        made_at: made.at,
        made_by: made.by,
        request: JSON.stringify({ drop, narrow }),
        spec_before: JSON.stringify(made.before),
        spec_after: JSON.stringify(made.after),
        operation_id: made.operationId,
      })
      .onConflict('operation_id')
      .ignore();
  }

  async recordUndo(
    id: string,
    undo: { at: string; by: string; operationId: string },
  ): Promise<void> {
    await this.#knex<Row>(TABLE).where({ id }).update({
      undone_at: undo.at,
      undone_by: undo.by,
      undo_operation_id: undo.operationId,
    });
  }

  /** Returns the removals of one IAM service account, newest first, at most 50. */
  async listOf(serviceAccountId: string): Promise<StoredRightSizing[]> {
    const rows = await this.#knex<Row>(TABLE)
      .where({ service_account_id: serviceAccountId })
      .orderBy('made_at', 'desc')
      .limit(NEWEST);
    return rows.map(toRightSizing);
  }

  /** Returns one removal of an IAM service account. */
  async get(
    serviceAccountId: string,
    id: string,
  ): Promise<StoredRightSizing | undefined> {
    const row = await this.#knex<Row>(TABLE)
      .where({ id, service_account_id: serviceAccountId })
      .first();
    return row && toRightSizing(row);
  }
}

function toRightSizing(row: Row): StoredRightSizing {
  const { undone_at: at, undone_by: by, undo_operation_id: operationId } = row;
  return {
    id: row.id,
    serviceAccountId: row.service_account_id,
    at: row.made_at,
    by: row.made_by,
    ...JSON.parse(row.request),
    before: JSON.parse(row.spec_before),
    after: JSON.parse(row.spec_after),
    operationId: row.operation_id,
    ...(at !== null &&
      by !== null &&
      operationId !== null && { undo: { at, by, operationId } }),
  };
}
