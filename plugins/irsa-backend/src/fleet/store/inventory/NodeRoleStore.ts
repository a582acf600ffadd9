import type { Knex } from 'knex';
import type { NodeRoleRow } from './rows';
import { ScannedTable } from './ScannedRows';

const TABLE = 'inventory_node_roles';
/** Users, and roles that neither a ServiceAccount nor a node has. */
const PRINCIPALS = 'inventory_principals';

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

  /** Returns the ARNs of the existing node roles of a cluster that are stored as roles of no node. */
  async storedAsOthers(scope: string): Promise<string[]> {
    const arns: string[] = await this.#knex(TABLE)
      .join(PRINCIPALS, `${PRINCIPALS}.arn`, `${TABLE}.arn`)
      .where(`${TABLE}.scope`, scope)
      .whereNull(`${TABLE}.deleted_at`)
      .whereNull(`${PRINCIPALS}.deleted_at`)
      .distinct()
      .pluck(`${TABLE}.arn`);
    return arns;
  }
}
