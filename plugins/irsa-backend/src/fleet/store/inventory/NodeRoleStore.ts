import type { Knex } from 'knex';
import type { NodeRoleRow } from './rows';
import { SweptTable } from './ScannedRows';

const TABLE = 'inventory_node_roles';

/** The roles of nodes that sweeps of clusters find. */
export class NodeRoleStore {
  readonly #knex: Knex;
  /** As sweeps write it. */
  readonly rows: SweptTable<NodeRoleRow>;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
    this.rows = new SweptTable(options.knex, TABLE);
  }

  /** The ARNs of those that are there in an account. */
  async arnsOf(accountId: string): Promise<string[]> {
    const rows = await this.#knex<NodeRoleRow>(TABLE)
      .where({ account_id: accountId })
      .whereNull('gone_at')
      .distinct('arn');
    return rows.map(({ arn }) => arn);
  }
}
