import type { Knex } from 'knex';
import type { NodeRoleRow } from './rows';
import { ScannedTable } from './ScannedRows';

const TABLE = 'inventory_node_roles';

/** Stores the node roles that cluster scans find. */
export class NodeRoleStore {
  readonly #knex: Knex;
  /** The table, as scans write it. */
  readonly rows: ScannedTable<NodeRoleRow>;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
    this.rows = new ScannedTable(options.knex, TABLE);
  }

  /** Returns the ARNs of the existing node roles of an account. */
  async arnsOf(accountId: string): Promise<string[]> {
    const rows = await this.#knex<NodeRoleRow>(TABLE)
      .where({ account_id: accountId })
      .whereNull('deleted_at')
      .distinct('arn');
    return rows.map(({ arn }) => arn);
  }
}
