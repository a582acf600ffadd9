import type { Knex } from 'knex';
import type { WorkloadRow } from './rows';
import { ScannedTable } from './ScannedRows';

/** Stores the workloads that cluster scans find. */
export class WorkloadStore {
  /** The table, as scans write it. */
  readonly rows: ScannedTable<WorkloadRow>;

  constructor(options: { knex: Knex }) {
    this.rows = new ScannedTable(options.knex, 'inventory_workloads');
  }
}
