import type { Knex } from 'knex';
import type { Risk } from '@backstage-irsa/core/model';
import type { PolicySet } from '@backstage-irsa/core/permissions';
import { inBatches } from '../database/batches';
import { writeRows } from '../database/writeRows';
import { LimitedCache } from '../lib/LimitedCache';
import type { PolicySetRow } from './policySetRows';

const TABLE = 'inventory_policy_sets';
const SERVICES = 'inventory_policy_set_services';

/** Whose rows name a set. */
const HOLDERS = [
  'inventory_roles',
  'inventory_principals',
  'effective_permissions',
];

/** Characters of dangers that a process remembers. */
const REMEMBERED = 8_000_000;

/** The policies of roles and users, each set once. */
export interface StoredPolicySet {
  hash: string;
  set: PolicySet;
  risks: Risk[];
  /** IAM prefixes of the services that the set allows anything in, `*` for all; none where nobody looks for them. */
  services: string[];
}

/** Stores sets. One that is there stays as it is: its hash says that it is the same. */
export async function recordSets(
  knex: Knex,
  sets: StoredPolicySet[],
): Promise<void> {
  await inBatches(sets, async batch => {
    const rows = batch.map(({ hash, set, risks }) => ({
      hash,
      policies: JSON.stringify(set),
      risks: JSON.stringify(risks),
    }));
    await writeRows(knex, TABLE, rows, { on: ['hash'], merge: ['risks'] });
    await inBatches(
      batch.flatMap(({ hash, services }) =>
        services.map(service => ({ service, hash })),
      ),
      services =>
        writeRows(knex, SERVICES, services, {
          on: ['service', 'hash'],
          merge: [],
        }),
    );
  });
}

/** The policies of roles and users, each set once by its hash. */
export class PolicySetStore {
  readonly #knex: Knex;
  /** By hash, as JSON: of the same policies come the same dangers, and the scan of a cluster asks for what those of accounts have just stored. */
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

  /** The dangers in sets, by hash, of those that are stored. */
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

  /** The dangers in a set that is or was stored. */
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

  /** Drops sets that nothing has any more. */
  async drop(): Promise<void> {
    const query = this.#knex<PolicySetRow>(TABLE).select('hash');
    for (const holder of HOLDERS) {
      // With `not in`, PostgreSQL compares each set with each of many holders.
      query.whereNotExists(
        this.#knex(holder)
          .select('policy_set')
          .whereRaw('?? = ??', [`${holder}.policy_set`, `${TABLE}.hash`]),
      );
    }
    const unused = await query;
    await inBatches(
      unused.map(({ hash }) => hash),
      async batch => {
        await this.#knex(SERVICES).whereIn('hash', batch).delete();
        await this.#knex(TABLE).whereIn('hash', batch).delete();
      },
    );
  }
}
