import type { Knex } from 'knex';
import type { SubjectKind } from '@backstage-irsa/core/model';
import { inBatches } from '../../../database/batches';
import { writeRows } from '../../../database/writeRows';
import type { PlaceRow } from './rows';

const TABLE = 'inventory_locations';

/** The place of a row, as permission rules see it. */
export type Place = Omit<PlaceRow, 'kind' | 'row_id' | 'scope'>;

/** The places of one row. */
export interface PlacesOf {
  rowId: string;
  places: Place[];
}

/** Replaces the places of rows, within a transaction. */
export async function replacePlaces(
  transaction: Knex.Transaction,
  where: { scope: string; kind: SubjectKind },
  rows: PlacesOf[],
): Promise<void> {
  await inBatches(rows, batch =>
    transaction<PlaceRow>(TABLE)
      .where({ kind: where.kind })
      .whereIn(
        'row_id',
        batch.map(({ rowId }) => rowId),
      )
      .delete(),
  );
  await inBatches(
    rows.flatMap(({ rowId, places }) =>
      places.map(place => ({ ...place, ...where, row_id: rowId })),
    ),
    places => writeRows(transaction, TABLE, places),
  );
}

/** Stores the places of all rows that scans find. Permission rules read them. */
export class LocationStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Replaces the places of rows. */
  async replace(
    scope: string,
    kind: SubjectKind,
    rows: PlacesOf[],
  ): Promise<void> {
    await inBatches(rows, batch =>
      this.#knex.transaction(transaction =>
        replacePlaces(transaction, { scope, kind }, batch),
      ),
    );
  }

  /** Deletes the places of rows that were deleted. */
  async forget(kind: SubjectKind, rowIds: string[]): Promise<void> {
    await inBatches(rowIds, batch =>
      this.#knex<PlaceRow>(TABLE)
        .where({ kind })
        .whereIn('row_id', batch)
        .delete(),
    );
  }
}
