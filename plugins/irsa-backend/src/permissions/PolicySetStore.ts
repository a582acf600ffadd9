import type { Knex } from 'knex';
import type { Risk } from '@backstage-irsa/core/model';
import type { PolicySet } from '@backstage-irsa/core/permissions';
import { inBatches } from '../database/batches';
import { writeRows } from '../database/writeRows';
import { LimitedCache } from '../lib/LimitedCache';
import type { PolicySetRow } from './policySetRows';

const TABLE = 'inventory_policy_sets';
const SERVICES = 'inventory_policy_set_services';

/** The tables whose rows refer to a set. */
const HOLDERS = [
  'inventory_roles',
  'inventory_principals',
  'effective_permissions',
];

/** The maximum size of the risks that a process remembers, in characters. */
const REMEMBERED = 8_000_000;

/** The policies of roles and users. Each set is stored once. */
export interface StoredPolicySet {
  hash: string;
  set: PolicySet;
  risks: Risk[];
  /** Returns the IAM prefixes of the services in which the set allows anything, or `*` for all. Empty if nobody searches for them. */
  services(): string[];
}

/**
 * Stores the sets to which rows refer. The policies of a stored set stay as they are: an equal hash means equal policies. In a transaction with the
 * rows, none of the sets is deleted before the transaction ends. Without one, the rows must be stored first.
 */
export async function recordSets(
  knex: Knex,
  sets: StoredPolicySet[],
): Promise<void> {
  // All transactions lock sets in the same order, so that they do not block each other.
  const inOrder = [...sets].sort((a, b) => (a.hash < b.hash ? -1 : 1));
  await inBatches(inOrder, async batch => {
    const stored = await lockedRisks(
      knex,
      batch.map(({ hash }) => hash),
    );
    const rows = batch
      .map(({ hash, set, risks }) => ({
        hash,
        set,
        risks: JSON.stringify(risks),
      }))
      .filter(({ hash, risks }) => stored.get(hash) !== risks)
      .map(({ set, ...row }) => ({ ...row, policies: JSON.stringify(set) }));
    await writeRows(knex, TABLE, rows, { on: ['hash'], merge: ['risks'] });
    const added = batch.filter(({ hash }) => !stored.has(hash));
    await inBatches(
      added.flatMap(({ hash, services }) =>
        services().map(service => ({ service, hash })),
      ),
      services =>
        writeRows(knex, SERVICES, services, {
          on: ['service', 'hash'],
          merge: [],
        }),
    );
  });
}

/** Locks those sets that are stored. Returns their risks as JSON, by hash. */
async function lockedRisks(
  knex: Knex,
  hashes: string[],
): Promise<Map<string, string>> {
  const rows = await knex<PolicySetRow>(TABLE)
    .whereIn('hash', hashes)
    .orderBy('hash')
    .forUpdate()
    .select('hash', 'risks');
  return new Map(rows.map(({ hash, risks }) => [hash, risks]));
}

/** Stores the policies of roles and users, each set once, by its hash. */
export class PolicySetStore {
  readonly #knex: Knex;
  /**
   * Risks as JSON, by hash. Equal policies have equal risks, and the scan of a cluster needs the risks that the scans of accounts have just stored.
   */
  readonly #risks = new LimitedCache<string>(REMEMBERED);

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async get(hash: string): Promise<PolicySet | undefined> {
    const row = await this.#knex<PolicySetRow>(TABLE)
      .where({ hash })
      .first('policies');
    return row && JSON.parse(row.policies);
  }

  /** Returns the risks of those sets that are stored, by hash. */
  async risksOf(hashes: string[]): Promise<Map<string, Risk[]>> {
    const risks = new Map<string, Risk[]>();
    await inBatches(hashes, async batch => {
      const rows = await this.#knex<PolicySetRow>(TABLE)
        .whereIn('hash', batch)
        .select('hash', 'risks');
      for (const row of rows) {
        risks.set(row.hash, JSON.parse(row.risks));
        this.#remember(row.hash, row.risks);
      }
    });
    return risks;
  }

  /** Returns the risks of a set that is or was stored. */
  async risksIn(hash: string): Promise<Risk[] | undefined> {
    const known = this.#risks.get(hash);
    return known === undefined
      ? (await this.risksOf([hash])).get(hash)
      : JSON.parse(known);
  }

  /** Stores sets, within a transaction if one is given. */
  async record(
    sets: StoredPolicySet[],
    knex: Knex = this.#knex,
  ): Promise<void> {
    await recordSets(knex, sets);
    for (const { hash, risks } of sets) {
      this.#remember(hash, JSON.stringify(risks));
    }
  }

  #remember(hash: string, risks: string): void {
    this.#risks.set(hash, risks, hash.length + risks.length);
  }

  /** Deletes sets to which no row refers anymore. */
  async drop(): Promise<void> {
    const unused = await unusedSets(this.#knex);
    await inBatches(unused, batch =>
      this.#knex.transaction(async transaction => {
        // Waits for transactions that refer to the sets. Only a later statement sees their rows.
        await lockedRisks(transaction, batch);
        const still = await unusedSets(transaction).whereIn('hash', batch);
        await transaction(SERVICES).whereIn('hash', still).delete();
        await transaction(TABLE).whereIn('hash', still).delete();
      }),
    );
  }
}

/** Returns the hashes of the sets to which no row refers. */
function unusedSets(knex: Knex): Knex.QueryBuilder<PolicySetRow, string[]> {
  const query = knex<PolicySetRow>(TABLE).pluck('hash');
  for (const holder of HOLDERS) {
    // With `not in`, PostgreSQL compares each set with each of many holders.
    query.whereNotExists(
      knex(holder)
        .select('policy_set')
        .whereRaw('?? = ??', [`${holder}.policy_set`, `${TABLE}.hash`]),
    );
  }
  return query;
}
