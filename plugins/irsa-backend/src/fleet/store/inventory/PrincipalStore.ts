import type { Knex } from 'knex';
import type { UserPolicies } from '@backstage-irsa/core/permissions';
import type { PrincipalRow } from './rows';
import { ScannedTable } from './ScannedRows';

/** The details of a user or role that matter only when its policies are evaluated. */
export interface PrincipalDetail {
  tags: Record<string, string>;
  groups: UserPolicies['groups'];
}

/** Stores the users that account scans find, and the roles that neither a ServiceAccount nor a node has. */
export class PrincipalStore {
  /** The table, as scans write it. */
  readonly rows: ScannedTable<PrincipalRow>;

  constructor(options: { knex: Knex }) {
    this.rows = new ScannedTable(options.knex, 'inventory_principals');
  }
}
