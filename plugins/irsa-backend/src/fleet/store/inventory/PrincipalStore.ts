import type { Knex } from 'knex';
import type { UserPolicies } from '@backstage-irsa/core/permissions';
import type { PrincipalRow } from './rows';
import { ScannedTable } from './ScannedRows';

/** What of a user or a role is looked at once its policies decide. */
export interface PrincipalDetail {
  tags: Record<string, string>;
  groups: UserPolicies['groups'];
}

/** The users that scans of accounts find, and the roles that neither a ServiceAccount nor a node has. */
export class PrincipalStore {
  /** As scans write it. */
  readonly rows: ScannedTable<PrincipalRow>;

  constructor(options: { knex: Knex }) {
    this.rows = new ScannedTable(options.knex, 'inventory_principals');
  }
}
