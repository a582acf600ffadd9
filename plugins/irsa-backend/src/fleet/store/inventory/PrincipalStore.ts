import type { Knex } from 'knex';
import type { UserPolicies } from '@backstage-irsa/core/permissions';
import { inBatches } from '../../../database/batches';
import type { PrincipalRow } from './rows';
import { ScannedTable } from './ScannedRows';

const TABLE = 'inventory_principals';

/** The details of a user or role that matter only when its policies are evaluated. */
export interface PrincipalDetail {
  tags: Record<string, string>;
  groups: UserPolicies['groups'];
}

/** Stores the users that account scans find, and the roles that neither a ServiceAccount nor a node has. */
export class PrincipalStore {
  readonly #knex: Knex;
  /** The table, as scans write it. */
  readonly rows: ScannedTable<PrincipalRow>;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
    this.rows = new ScannedTable(options.knex, TABLE);
  }

  /** Returns the ARNs of those of these users and roles (by row ID) that exist. */
  async arnsOf(ids: string[]): Promise<string[]> {
    const arns: string[] = [];
    await inBatches(ids, async batch => {
      const some: string[] = await this.#knex<PrincipalRow>(TABLE)
        .whereIn('id', batch)
        .whereNull('deleted_at')
        .pluck('arn');
      arns.push(...some);
    });
    return arns;
  }
}
