import type { Knex } from 'knex';
import type { FindingWriter } from './FindingStore';
import { replacePlaces, type PlacesOf } from './LocationStore';
import type { Scanned, ScannedWriter } from './ScannedRows';
import { recordStates, type StateChange } from './StateStore';
import type { StateRow } from './rows';

/** Rows of one kind that a scan found, with all that goes with them. */
export interface RowPage<Row extends Scanned> {
  scope: string;
  kind: StateRow['kind'];
  /** When the scan began. ISO 8601. */
  at: string;
  /** Has taken the rows. */
  rows: ScannedWriter<Row>;
  /** Has taken what is wrong with them. */
  findings: FindingWriter;
  places: PlacesOf[];
  states: StateChange[];
  /** Has learned the policies that they have. */
  sets?: { flush(transaction: Knex.Transaction): Promise<void> };
}

/** Stores what scans find page by page. */
export class PageStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Stores a page as a whole or not at all: a row that is there as it would become again is not looked at a second time. */
  async record<Row extends Scanned>(page: RowPage<Row>): Promise<void> {
    const { scope, kind, at, rows, findings, places, states, sets } = page;
    await findings.endAcceptances();
    await this.#knex.transaction(async transaction => {
      await sets?.flush(transaction);
      await findings.flush(transaction);
      await replacePlaces(transaction, { scope, kind }, places);
      await recordStates(transaction, kind, states, at);
      await rows.flush(transaction);
    });
  }
}
