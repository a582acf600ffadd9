import type { Knex } from 'knex';
import type { FindingWriter } from './FindingStore';
import { replacePlaces, type PlacesOf } from './LocationStore';
import { holdLease, type ScanLease } from './ScanLease';
import type { Scanned, ScannedWriter } from './ScannedRows';
import { recordStates, type StateChange } from './StateStore';
import type { RoleRow, StateRow } from './rows';
import { recordTrusting } from '../TrustingRoleStore';

/** Rows of one kind that a scan found, with everything that is stored with them. */
export interface RowPage<Row extends Scanned> {
  scope: string;
  kind: StateRow['kind'];
  /** When the scan began. ISO 8601. */
  at: string;
  /** The writer that has taken the rows. */
  rows: ScannedWriter<Row>;
  /** The writer that has taken the findings about the rows. */
  findings: FindingWriter;
  places: PlacesOf[];
  states: StateChange[];
  /** The rows that are roles, with the principals that they trust. */
  trusting?: Pick<RoleRow, 'id' | 'trusted'>[];
  /** The lease of the scan. Absent if only some rows were read again. */
  lease?: ScanLease;
  /** The collector that has taken the policies of the rows. */
  sets?: { flush(transaction: Knex.Transaction): Promise<void> };
}

/** Stores scan results page by page. */
export class PageStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /**
   * Stores a page in one transaction. The rows must not be stored alone: the next scan skips rows that are already up to date.
   *
   * @throws LeaseLostError - if the scan has lost its lease
   */
  async record<Row extends Scanned>(page: RowPage<Row>): Promise<void> {
    const { scope, kind, at, lease, rows, findings, places, states } = page;
    await findings.endAcceptances();
    await this.#knex.transaction(async transaction => {
      if (lease) await holdLease(transaction, lease);
      await page.sets?.flush(transaction);
      await findings.flush(transaction);
      await replacePlaces(transaction, { scope, kind }, places);
      await recordStates(transaction, kind, states, at);
      await rows.flush(transaction);
      await recordTrusting(transaction, page.trusting ?? []);
    });
  }
}
