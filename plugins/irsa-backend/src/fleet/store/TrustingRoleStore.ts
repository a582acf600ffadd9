import type { Knex } from 'knex';
import type { TrustedPrincipal } from '@backstage-irsa/core/permissions';
import { inBatches } from '../../database/batches';
import { whereOneOf } from '../../database/sql';
import { writeRows } from '../../database/writeRows';
import { whereVisible, type Visibility } from '../../authorization/visibility';
import type { RoleRow } from './inventory/rows';
import { rolesTable } from './rolesTable';

const TABLE = 'inventory_trusting_roles';

/** A row of the table: a role, and a principal that its trust policy names. */
interface TrustingRoleRow {
  principal: string;
  role_id: string;
}

/** Replaces the principals that roles trust by name. The transaction must have stored the roles. */
export async function recordTrusting(
  transaction: Knex.Transaction,
  roles: Pick<RoleRow, 'id' | 'trusted'>[],
): Promise<void> {
  await inBatches(roles, batch =>
    transaction<TrustingRoleRow>(TABLE)
      .whereIn(
        'role_id',
        batch.map(({ id }) => id),
      )
      .delete(),
  );
  const rows = roles.flatMap(({ id, trusted }) =>
    namedIn(trusted).map(principal => ({ principal, role_id: id })),
  );
  await inBatches(rows, batch => writeRows(transaction, TABLE, batch));
}

function namedIn(trusted: string): string[] {
  const principals: TrustedPrincipal[] = JSON.parse(trusted);
  return [
    ...new Set(
      principals.flatMap(({ kind, name }) =>
        kind === 'principal' ? name : [],
      ),
    ),
  ];
}

/** Reads which roles name others in their trust policies. */
export class TrustingRoleStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Returns the IDs of the visible roles whose trust policies name one of the principals. */
  async of(arns: string[], visibility: Visibility): Promise<string[]> {
    const query: Knex.QueryBuilder = this.#knex('inventory_roles');
    rolesTable.narrow(query, {}, '');
    whereVisible(query, visibility, rolesTable.placed);
    const trusting: Knex.QueryBuilder = this.#knex(TABLE).select('role_id');
    whereOneOf(trusting, `${TABLE}.principal`, arns);
    query.whereIn('inventory_roles.id', trusting);
    return query.orderBy('inventory_roles.id').pluck('inventory_roles.id');
  }
}
