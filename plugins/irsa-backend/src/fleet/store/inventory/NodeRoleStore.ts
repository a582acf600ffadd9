import type { Knex } from 'knex';
import type { NodeRoleRow } from './rows';
import { ScannedTable } from './ScannedRows';

const TABLE = 'inventory_node_roles';

/** The roles of nodes that scans of clusters find. */
export class NodeRoleStore {
  readonly #knex: Knex;
  /** As scans write it. */
  readonly rows: ScannedTable<NodeRoleRow>;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
    this.rows = new ScannedTable(options.knex, TABLE);
  }

  /** The ARNs of those that are there in an account. */
  async arnsOf(accountId: string): Promise<string[]> {
    const rows = await this.#knex<NodeRoleRow>(TABLE)
      .where({ account_id: accountId })
      .whereNull('deleted_at')
      .distinct('arn');
    return rows.map(({ arn }) => arn);
  }
}
