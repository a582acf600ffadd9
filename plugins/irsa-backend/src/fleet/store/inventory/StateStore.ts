import type { Knex } from 'knex';
import { inBatches } from '../../../database/batches';
import { writeRows } from '../../../database/writeRows';
import type { StateRow } from './rows';

const TABLE = 'inventory_states';

/** The state that a row is in from now on; null for one that is gone. */
export interface StateChange {
  rowId: string;
  state: string | null;
}

/** Ends the state that each row was in, where it is another now, within a transaction. No two kinds of rows have the same ids. */
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

/** How long each row was in which state. */
export class StateStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Ends the state that each row was in, where it is another now. */
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

  /** Drops states that ended before a time. */
  async drop(endedBefore: string): Promise<void> {
    await this.#knex<StateRow>(TABLE)
      .where('until_at', '<', endedBefore)
      .delete();
  }
}
