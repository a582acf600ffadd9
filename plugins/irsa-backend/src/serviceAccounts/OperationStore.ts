import type { Knex } from 'knex';
import type { Operation, OperationStep } from '@backstage-irsa/core/model';
import { databaseTime } from '../database/clock';

interface Row {
  id: string;
  service_account_id: string;
  created_by: string;
  spec_hash: string;
  status: string;
  steps: string;
  error: string | null;
  created_at: string;
  alive_at: number | string;
}

const TABLE = 'operations';

/** How long the process of an operation must be silent for the operation to count as interrupted, in milliseconds. */
const SILENT_MS = 60_000;

/** The number of operations to keep for each IAM service account. */
export const KEPT = 50;

/** The maximum age of operations, including those of deleted IAM service accounts, in milliseconds. */
export const KEPT_MS = 90 * 24 * 60 * 60_000;

/** An operation as stored. */
export interface StoredOperation {
  id: string;
  serviceAccountId: string;
  createdBy: string;
  specHash: string;
  status: Operation['status'];
  steps: OperationStep[];
  error?: { name: string; message: string };
  createdAt: string;
}

/** An operation that is about to start. */
export type NewOperation = Pick<
  StoredOperation,
  'id' | 'serviceAccountId' | 'createdBy' | 'specHash'
>;

/** Stores the operations that apply plans, with the times of their steps. */
export class OperationStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Creates an operation, optionally within a transaction, and deletes old operations. Keeps right-sizing operations, because they can be undone. */
  async create(
    operation: NewOperation,
    knex: Knex = this.#knex,
  ): Promise<void> {
    await knex(TABLE).insert({
      id: operation.id,
      service_account_id: operation.serviceAccountId,
      created_by: operation.createdBy,
      spec_hash: operation.specHash,
      status: 'running',
      steps: '[]',
      created_at: new Date().toISOString(),
      alive_at: databaseTime(knex),
    });
    await this.#drop(operation.serviceAccountId, knex);
  }

  async #drop(serviceAccountId: string, knex: Knex): Promise<void> {
    const firstTooMany = await knex<Row>(TABLE)
      .where({ service_account_id: serviceAccountId })
      .orderBy('created_at', 'desc')
      .offset(KEPT)
      .first('created_at');
    const tooOld = new Date(Date.now() - KEPT_MS).toISOString();
    const kept = (column: string) =>
      knex('right_sizings').whereNotNull(column).select(column);
    await knex<Row>(TABLE)
      .where(old => {
        old.where('created_at', '<', tooOld);
        if (!firstTooMany) return;
        old.orWhere(many =>
          many
            .where({ service_account_id: serviceAccountId })
            .where('created_at', '<=', firstTooMany.created_at),
        );
      })
      .where(ended =>
        ended
          .whereNot({ status: 'running' })
          .orWhere('alive_at', '<', databaseTime(knex, -SILENT_MS)),
      )
      .whereNotIn('id', kept('operation_id'))
      .whereNotIn('id', kept('undo_operation_id'))
      .delete();
  }

  /** Returns an operation. It reads as failed if its process has been silent for too long. */
  async get(id: string): Promise<StoredOperation | undefined> {
    const row = await this.#knex<Row>(TABLE).where({ id }).first();
    if (!row) return undefined;
    const silent = await this.#knex(TABLE)
      .where({ id, status: 'running' })
      .andWhere('alive_at', '<', databaseTime(this.#knex, -SILENT_MS))
      .first('id');
    return silent
      ? {
          ...toOperation(row),
          status: 'failed',
          error: {
            name: 'InterruptedError',
            message:
              'The backend, or its database, was unavailable while the plan was applied. Repeat the request. It continues from the current state.',
          },
        }
      : toOperation(row);
  }

  /** Returns the last operation among the holders of a claim. Requests that only waited, or changed no objects, have no operation. */
  async lastOf(holders: string[]): Promise<StoredOperation | undefined> {
    for (const id of [...holders].reverse()) {
      const operation = await this.get(id);
      if (operation) return operation;
    }
    return undefined;
  }

  /** Returns which operations are running, and which have a silent process. Omits ended operations. */
  async stateOf(ids: string[]): Promise<Map<string, 'running' | 'silent'>> {
    const rows = await this.#knex<Row>(TABLE)
      .whereIn('id', ids)
      .where({ status: 'running' })
      .select('id', {
        silent: this.#knex.raw('?? < ?', [
          'alive_at',
          databaseTime(this.#knex, -SILENT_MS),
        ]),
      });
    return new Map(
      rows.map(({ id, silent }) => [id, silent ? 'silent' : 'running']),
    );
  }

  /** Returns the latest operation of an IAM service account. */
  async latestOf(
    serviceAccountId: string,
  ): Promise<StoredOperation | undefined> {
    const row = await this.#knex<Row>(TABLE)
      .where({ service_account_id: serviceAccountId })
      .orderBy('created_at', 'desc')
      .first();
    return row && toOperation(row);
  }

  /** Whether no later operation concerns the same IAM service account. */
  async isLatest(operation: StoredOperation): Promise<boolean> {
    const later = await this.#knex<Row>(TABLE)
      .where({ service_account_id: operation.serviceAccountId })
      .where('created_at', '>', operation.createdAt)
      .first('id');
    return later === undefined;
  }

  async setSteps(id: string, steps: OperationStep[]): Promise<void> {
    await this.#knex(TABLE)
      .where({ id })
      .update({
        steps: JSON.stringify(steps),
        alive_at: databaseTime(this.#knex),
      });
  }

  /** Records that the operation's process is still alive. */
  async touch(id: string): Promise<void> {
    await this.#knex(TABLE)
      .where({ id })
      .update({ alive_at: databaseTime(this.#knex) });
  }

  async complete(id: string): Promise<void> {
    await this.#knex(TABLE).where({ id }).update({ status: 'succeeded' });
  }

  async fail(
    id: string,
    error: { name: string; message: string },
  ): Promise<void> {
    await this.#knex(TABLE)
      .where({ id })
      .update({ status: 'failed', error: JSON.stringify(error) });
  }
}

function toOperation(row: Row): StoredOperation {
  return {
    id: row.id,
    serviceAccountId: row.service_account_id,
    createdBy: row.created_by,
    specHash: row.spec_hash,
    status:
      row.status === 'succeeded' || row.status === 'failed'
        ? row.status
        : 'running',
    steps: JSON.parse(row.steps),
    ...(row.error !== null && { error: JSON.parse(row.error) }),
    createdAt: row.created_at,
  };
}
