import type { Knex } from 'knex';
import type { Risk } from '@backstage-irsa/core/model';
import type { PolicySet } from '@backstage-irsa/core/permissions';
import { inBatches } from '../database/batches';
import type { PolicySetRow, PolicySetServiceRow } from './policySetRows';

const TABLE = 'inventory_policy_sets';
const SERVICES = 'inventory_policy_set_services';

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
    await knex<PolicySetRow>(TABLE)
      .insert(
        batch.map(({ hash, set, risks }) => ({
          hash,
          policies: JSON.stringify(set),
          risks: JSON.stringify(risks),
        })),
      )
      .onConflict('hash')
      .merge(['risks']);
    await inBatches(
      batch.flatMap(({ hash, services }) =>
        services.map(service => ({ service, hash })),
      ),
      rows =>
        knex<PolicySetServiceRow>(SERVICES)
          .insert(rows)
          .onConflict(['service', 'hash'])
          .ignore(),
    );
  });
}

/** The policies of roles and users, each set once by its hash. */
export class PolicySetStore {
  readonly #knex: Knex;

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
      for (const row of rows) risks.set(row.hash, JSON.parse(row.risks));
    });
    return risks;
  }

  /** Stores sets. */
  async record(sets: StoredPolicySet[]): Promise<void> {
    await recordSets(this.#knex, sets);
  }

  /** Drops sets that nothing has any more. */
  async drop(): Promise<void> {
    const unused = await this.#knex<PolicySetRow>(TABLE)
      .whereNotIn('hash', this.#knex('inventory_roles').select('policy_set'))
      .whereNotIn(
        'hash',
        this.#knex('inventory_principals').select('policy_set'),
      )
      .whereNotIn(
        'hash',
        this.#knex('effective_permissions')
          .whereNotNull('policy_set')
          .select('policy_set'),
      )
      .select('hash');
    await inBatches(
      unused.map(({ hash }) => hash),
      async batch => {
        await this.#knex(SERVICES).whereIn('hash', batch).delete();
        await this.#knex(TABLE).whereIn('hash', batch).delete();
      },
    );
  }
}
