import type { Knex } from 'knex';
import type { WorkloadRow } from './rows';
import { SweptTable } from './ScannedRows';

/** What sweeps of clusters find running. */
export class WorkloadStore {
  /** As sweeps write it. */
  readonly rows: SweptTable<WorkloadRow>;

  constructor(options: { knex: Knex }) {
    this.rows = new SweptTable(options.knex, 'inventory_workloads');
  }
}
