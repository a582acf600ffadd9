import type { Knex } from 'knex';
import { inBatches } from '../../../database/batches';
import { writeRows } from '../../../database/writeRows';
import type { StateRow } from './rows';

const TABLE = 'inventory_states';

/** The state of a row from now on; null for a deleted row. */
export interface StateChange {
  rowId: string;
  state: string | null;
}

/** Ends the previous state of each row whose state changed, and begins the new one, within a transaction. IDs are unique across all kinds of rows. */
export async function recordStates(
  transaction: Knex.Transaction,
  kind: StateRow['kind'],
  changes: StateChange[],
  at: string,
): Promise<void> {
  await inBatches(changes, async batch => {
    const open = await transaction<StateRow>(TABLE)
      .whereNull('until_at')
      .whereIn(
        'row_id',
        batch.map(({ rowId }) => rowId),
      )
      .select('seq', 'row_id', 'state');
    const states = new Map(open.map(row => [row.row_id, row]));
    const changed = batch.filter(
      ({ rowId, state }) => (states.get(rowId)?.state ?? null) !== state,
    );
    const ended = changed.flatMap(({ rowId }) => states.get(rowId)?.seq ?? []);
    if (ended.length > 0) {
      await transaction<StateRow>(TABLE)
        .whereIn('seq', ended)
        .update({ until_at: at });
    }
    const begun = changed.flatMap(({ rowId, state }) =>
      state === null ? [] : [{ kind, row_id: rowId, state, from_at: at }],
    );
    await writeRows(transaction, TABLE, begun);
  });
}

/** Stores the periods in which each row was in a state. */
export class StateStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Ends the previous state of each row whose state changed, and begins the new one. */
  async record(
    kind: StateRow['kind'],
    changes: StateChange[],
    at: string,
  ): Promise<void> {
    await inBatches(changes, batch =>
      this.#knex.transaction(transaction =>
        recordStates(transaction, kind, batch, at),
      ),
    );
  }

  /** Deletes states that ended before a time. */
  async drop(endedBefore: string): Promise<void> {
    await this.#knex<StateRow>(TABLE)
      .where('until_at', '<', endedBefore)
      .delete();
  }
}
