import type { Knex } from 'knex';
import type { WorkloadRow } from './rows';
import { ScannedTable } from './ScannedRows';

/** What scans of clusters find running. */
export class WorkloadStore {
  /** As scans write it. */
  readonly rows: ScannedTable<WorkloadRow>;

  constructor(options: { knex: Knex }) {
    this.rows = new ScannedTable(options.knex, 'inventory_workloads');
  }
}
