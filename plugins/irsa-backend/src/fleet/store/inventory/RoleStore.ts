import type { Knex } from 'knex';
import type { RoleFacts } from '@backstage-irsa/core/model';
import { SETTLING_MS } from '@backstage-irsa/core/status';
import { inBatches } from '../../../database/batches';
import { giveWay } from '../../../lib/giveWay';
import { digestOf } from '../../../database/digest';
import { readRoleFacts } from './roleFacts';
import type { RoleRow } from './rows';
import { ScannedTable } from './ScannedRows';

const TABLE = 'inventory_roles';
/** Users, and roles that neither a ServiceAccount nor a node has. */
const PRINCIPALS = 'inventory_principals';
const POLICY_SETS = 'inventory_policy_sets';

/** How many IDs one SQL statement contains. */
const PAGE = 500;

/** The same if whole roles are read: reading their documents blocks everything else. */
const LONG_PAGE = 25;

/** The length of an ISO 8601 time up to the hour. */
const HOUR = 'YYYY-MM-DDTHH'.length;

/** A role as last stored. */
export interface StoredRole {
  facts: RoleFacts;
  /** A digest of the role and its policies. It ignores the last use. */
  mark: string;
}

/** When and where a role was last used. */
export interface LastUse {
  /** The ID of the role's row. */
  id: string;
  /** ISO 8601. */
  at: string;
  region: string | null;
}

/** Stores the roles that account scans find. */
export class RoleStore {
  readonly #knex: Knex;
  /** The table, as scans write it. */
  readonly rows: ScannedTable<RoleRow>;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
    this.rows = new ScannedTable(
      options.knex,
      TABLE,
      options.knex.raw('coalesce(??, ?) <= excluded.scanned_at', [
        `${TABLE}.changed_at`,
        '',
      ]),
    );
  }

  /** Yields the existing roles with these IDs, a few at a time: many roles are long. */
  async *byId(ids: string[]): AsyncGenerator<(StoredRole & { id: string })[]> {
    for (let start = 0; start < ids.length; start += LONG_PAGE) {
      if (start > 0) await giveWay();
      const rows = await this.#knex<RoleRow>(TABLE)
        .whereIn('id', ids.slice(start, start + LONG_PAGE))
        .whereNull('deleted_at')
        .select('id', 'facts', 'last_used_at', 'last_used_region');
      yield rows.map(row => ({
        id: row.id,
        facts: { ...readRoleFacts(JSON.parse(row.facts)), ...storedUseOf(row) },
        mark: digestOf(row.facts),
      }));
    }
  }

  /** Notes that a change by Backstage to a role is stored: scans that began before keep it. */
  async noteChange(id: string, at: string): Promise<void> {
    await this.#knex<RoleRow>(TABLE).where({ id }).update({ changed_at: at });
  }

  /** Returns the IDs of those roles for which a change by Backstage was stored after a time (ISO 8601). */
  async changedAfter(ids: string[], time: string): Promise<Set<string>> {
    const changed: string[] = await this.#knex<RoleRow>(TABLE)
      .whereIn('id', ids)
      .where('changed_at', '>', time)
      .pluck('id');
    return new Set(changed);
  }

  /** Stores when and where roles were last used, at most once an hour for each role: IAM itself reports a use up to 4 hours later. */
  async recordUses(uses: LastUse[]): Promise<void> {
    if (uses.length === 0) return;
    await this.#knex.raw(
      `with used (id, used_at, region) as (values ${uses
        .map(() => '(?, ?, ?)')
        .join()})
      update ?? set last_used_at = used.used_at, last_used_region = used.region
      from used where ??.id = used.id
      and substr(coalesce(last_used_at, ''), 1, ${HOUR}) < substr(used.used_at, 1, ${HOUR})`,
      [...uses.flatMap(({ id, at, region }) => [id, at, region]), TABLE, TABLE],
    );
  }

  /** Returns the ARNs of roles by ID, for each account that has any of them. */
  async arnsByAccount(
    ids: string[],
  ): Promise<Map<string, Map<string, string>>> {
    const accounts = new Map<string, Map<string, string>>();
    await inBatches(
      ids,
      async batch => {
        const rows = await this.#knex<RoleRow>(TABLE)
          .whereIn('id', batch)
          .select('id', 'arn', 'account_id');
        for (const { id, arn, account_id: accountId } of rows) {
          const arns = accounts.get(accountId) ?? new Map<string, string>();
          accounts.set(accountId, arns.set(id, arn));
        }
      },
      PAGE,
    );
    return accounts;
  }

  /** Returns the ARNs by ID of an account's roles with one of these names, including roles of no ServiceAccount. IAM ignores letter case. */
  async named(
    accountId: string,
    names: string[],
  ): Promise<Map<string, string>> {
    const arns = new Map<string, string>();
    for (const table of [TABLE, PRINCIPALS]) {
      await inBatches(names, async batch => {
        const rows = await this.#knex<RoleRow>(table)
          .where({ account_id: accountId })
          .whereRaw(
            `lower(name) in (${batch.map(() => '?').join(', ')})`,
            batch.map(name => name.toLowerCase()),
          )
          .whereLike('arn', '%:role/%')
          .select('id', 'arn');
        rows.forEach(({ id, arn }) => arns.set(id, arn));
      });
    }
    return arns;
  }

  /** Returns the names of an account's roles that have a managed policy attached or set as their permissions boundary. */
  async withPolicy(accountId: string, policyArn: string): Promise<string[]> {
    const names = new Set<string>();
    for (const sets of [TABLE, PRINCIPALS]) {
      const rows = await this.#knex(sets)
        .where({ account_id: accountId })
        .whereNull('deleted_at')
        .whereLike('arn', '%:role/%')
        .whereIn(
          'policy_set',
          this.#knex(POLICY_SETS)
            .whereLike('policies', `%"${policyArn}"%`)
            .select('hash'),
        )
        .select('name');
      rows.forEach(({ name }) => names.add(name));
    }
    return [...names];
  }

  /**
   * Returns the IDs of an account's roles that are so new that lists of IAM can lack them.
   * Source: "Troubleshoot IAM", IAM User Guide, on changes that are not always immediately visible.
   */
  async settling(accountId: string, now: Date): Promise<Set<string>> {
    const since = new Date(now.getTime() - SETTLING_MS).toISOString();
    const ids = await this.#knex<RoleRow>(TABLE)
      .where({ account_id: accountId })
      .where('created_at', '>', since)
      .pluck('id');
    return new Set(ids);
  }

  /** Returns the IDs of an account's roles by name in lower case, because IAM ignores letter case. */
  async idsByName(accountId: string): Promise<Map<string, string>> {
    const rows = await this.#knex<RoleRow>(TABLE)
      .where({ account_id: accountId })
      .whereNull('deleted_at')
      .select('id', 'name');
    return new Map(rows.map(({ id, name }) => [name.toLowerCase(), id]));
  }
}

/** Converts the last use from columns into facts. */
function storedUseOf(
  row: Pick<RoleRow, 'last_used_at' | 'last_used_region'>,
): Pick<RoleFacts, 'lastUsedAt' | 'lastUsedRegion'> {
  const { last_used_at: at, last_used_region: region } = row;
  return {
    ...(at !== null && { lastUsedAt: at }),
    ...(region !== null && { lastUsedRegion: region }),
  };
}
