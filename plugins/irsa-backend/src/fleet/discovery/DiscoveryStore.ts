import type {
  IrsaDiscoveredCluster,
  IrsaDiscoveredPlace,
} from '@backstage-irsa/plugin-irsa-node';
import type { Knex } from 'knex';
import { inBatches } from '../../database/batches';

const TABLE = 'discovered_places';

/** The stored data of a place. */
export interface DiscoveredPlaceRow {
  id: string;
  supplier: string;
  account_id: string | null;
  /** The accounts, as JSON. */
  accounts: string;
  /** The clusters, as JSON. */
  clusters: string;
  failure: string | null;
  remediation: string | null;
  missing_permission: string | null;
  attempted_at: string;
  completed_at: string | null;
}

/** Stores where suppliers found clusters and accounts, for all replicas. */
export class DiscoveryStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  list(): Promise<DiscoveredPlaceRow[]> {
    return this.#rows().orderBy('id').select();
  }

  /** Returns a version that changes with the stored data. */
  async version(): Promise<string> {
    const counts = await this.#rows()
      .select('supplier')
      .count({ places: 'id' })
      .max({ at: 'attempted_at' })
      .groupBy('supplier')
      .orderBy('supplier');
    return JSON.stringify(counts);
  }

  /** Stores all places of a supplier. Places that could not be read keep their earlier results. Places that are missing now are deleted. */
  async replace(
    supplier: string,
    places: IrsaDiscoveredPlace[],
    at: string,
  ): Promise<void> {
    const ids = places.map(({ place }) => idOf(supplier, place));
    await this.#knex.transaction(async transaction => {
      const known = await transaction<DiscoveredPlaceRow>(TABLE)
        .where({ supplier })
        .pluck('id');
      const gone = known.filter(id => !ids.includes(id));
      await inBatches(gone, async batch => {
        await transaction(TABLE).whereIn('id', batch).delete();
      });
      for (const place of places) {
        const row = rowOf(supplier, place, at);
        await transaction(TABLE).insert(row).onConflict('id').merge();
      }
    });
  }

  /** Stores why a supplier failed completely. */
  async fail(supplier: string, failure: string, at: string): Promise<void> {
    const row = rowOf(
      supplier,
      { place: '', failure: { message: failure } },
      at,
    );
    await this.#rows().insert(row).onConflict('id').merge();
  }

  /** Deletes the results of suppliers that no longer exist. */
  async keep(suppliers: string[]): Promise<void> {
    await this.#rows().whereNotIn('supplier', suppliers).delete();
  }

  #rows() {
    return this.#knex<DiscoveredPlaceRow>(TABLE);
  }
}

/** Returns the accounts that were found in a place. */
export function accountsOf({ accounts }: DiscoveredPlaceRow): string[] {
  return JSON.parse(accounts);
}

/** Returns the clusters that were found in a place. */
export function clustersOf({
  clusters,
}: DiscoveredPlaceRow): IrsaDiscoveredCluster[] {
  return JSON.parse(clusters);
}

function idOf(supplier: string, place: string): string {
  return `${supplier}/${place}`;
}

/** Returns the columns to write. For a place that could not be read, they leave its earlier results unchanged. */
function rowOf(
  supplier: string,
  { place, accountId, accounts, clusters, failure }: IrsaDiscoveredPlace,
  at: string,
): Partial<DiscoveredPlaceRow> {
  return {
    id: idOf(supplier, place),
    supplier,
    account_id: accountId ?? null,
    failure: failure?.message ?? null,
    remediation: failure?.remediation ?? null,
    missing_permission: failure?.missingPermission ?? null,
    attempted_at: at,
    ...(!failure && {
      accounts: JSON.stringify(accounts ?? []),
      clusters: JSON.stringify(clusters ?? []),
      completed_at: at,
    }),
  };
}
