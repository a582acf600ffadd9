import type { Knex } from 'knex';
import type { WorkloadRow } from './rows';
import { SweptTable } from './SweptRows';

/** What sweeps of clusters find running. */
export class WorkloadStore {
  /** As sweeps write it. */
  readonly rows: SweptTable<WorkloadRow>;

  static create(options: { knex: Knex }): WorkloadStore {
    return new WorkloadStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.rows = new SweptTable(knex, 'inventory_workloads');
  }
}
