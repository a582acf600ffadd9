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

  /** Returns those of the ARNs that are stored here. */
  async storedOf(arns: string[]): Promise<string[]> {
    const stored: string[] = [];
    await inBatches(arns, async batch => {
      const some: string[] = await this.#knex<PrincipalRow>(TABLE)
        .whereIn('arn', batch)
        .whereNull('deleted_at')
        .pluck('arn');
      stored.push(...some);
    });
    return stored;
  }
}
