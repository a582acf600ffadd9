import type { Knex } from 'knex';
import type {
  IamServiceAccount,
  MigrationStage,
  ServiceAccountRef,
} from '@backstage-irsa/core/model';
import type { Row } from '../serviceAccounts/ServiceAccountRow';
import { whereOneOf } from '../database/sql';
import {
  SERVICE_ACCOUNT_PLACE,
  whereVisible,
  type Visibility,
} from './visibility';
import type {
  ListFilter,
  ServiceAccountStore,
} from '../serviceAccounts/ServiceAccountStore';

const TABLE = 'service_accounts';

/** The IAM service accounts that a caller may read. */
export interface Readable {
  /** The scanned ones that the permission covers. */
  visibility: Visibility;
  /** IDs of the ones that no scan has found yet and that the permission covers. Only filled if the permission has conditions. */
  unscanned: string[];
  /** The ones that the catalog and the namespace rules show to the caller; absent if the permission alone decides. */
  shown?: Shown;
}

/** What the catalog and the namespace rules show to a caller. */
export interface Shown {
  /** The entities that the caller sees in the catalog. */
  entityRefs: string[];
  /** Entity references of the caller and their groups. */
  owners: string[];
  /** The namespaces whose IAM service accounts without an entity belong to the caller. */
  places: Pick<ServiceAccountRef, 'cluster' | 'namespace'>[];
}

/** Selects IAM service accounts and a page of them. */
export interface ReadableQuery {
  filter: ListFilter & { id?: string; stage?: MigrationStage };
  /** The last one before the page, in the order of cluster, namespace, and name. */
  after?: ServiceAccountRef;
  limit: number;
}

/** The migration state of an IAM service account. */
export type MigrationRow = Pick<
  Row,
  | 'id'
  | 'cluster'
  | 'namespace'
  | 'name'
  | 'entity_ref'
  | 'catalog_entity_ref'
  | 'owner'
  | 'owners'
  | 'migration_stage'
  | 'pods_to_restart'
>;

/** Reads the IAM service accounts that a caller may read, page by page. */
export class ReadableStore {
  readonly #knex: Knex;
  readonly #store: ServiceAccountStore;

  constructor(options: { knex: Knex; store: ServiceAccountStore }) {
    this.#knex = options.knex;
    this.#store = options.store;
  }

  /** Returns one page, in the order of cluster, namespace, and name, and the total number. */
  async page(
    query: ReadableQuery,
    readable: Readable,
  ): Promise<{ items: IamServiceAccount[]; total: number; more: boolean }> {
    const { rows, total, more } = await this.#page<{ id: string }>(
      ['id'],
      query,
      readable,
    );
    const ids = rows.map(({ id }) => id);
    const accounts = await this.#store.getMany(ids);
    const byId = new Map(accounts.map(account => [account.id, account]));
    return { items: ids.flatMap(id => byId.get(id) ?? []), total, more };
  }

  /** Like `page`, but returns the migration state of each IAM service account. */
  async migrations(
    query: ReadableQuery,
    readable: Readable,
  ): Promise<{ rows: MigrationRow[]; total: number; more: boolean }> {
    const columns: (keyof MigrationRow)[] = [
      'id',
      'cluster',
      'namespace',
      'name',
      'entity_ref',
      'catalog_entity_ref',
      'owner',
      'owners',
      'migration_stage',
      'pods_to_restart',
    ];
    return this.#page(columns, query, readable);
  }

  /** Counts the IAM service accounts for each cluster and migration stage. */
  async stages(
    filter: ListFilter,
    readable: Readable,
  ): Promise<{ cluster: string; stage: MigrationStage; count: number }[]> {
    const rows: {
      cluster: string;
      stage: MigrationStage;
      count: number | string;
    }[] = await this.#matching(filter, readable)
      .groupBy(`${TABLE}.cluster`, `${TABLE}.migration_stage`)
      .select({
        cluster: `${TABLE}.cluster`,
        stage: `${TABLE}.migration_stage`,
      })
      .count({ count: '*' })
      .orderBy(`${TABLE}.cluster`);
    return rows.map(row => ({ ...row, count: Number(row.count) }));
  }

  /** Returns the entities that IAM service accounts belong to. */
  async entityRefs(): Promise<string[]> {
    const refs: string[] = await this.#knex(TABLE)
      .whereNotNull('entity_ref')
      .distinct()
      .pluck('entity_ref');
    return refs;
  }

  /** Returns the clusters and namespaces of IAM service accounts without an entity. */
  async placesOfNobody(): Promise<Shown['places']> {
    return this.#knex<Row>(TABLE)
      .whereNull('entity_ref')
      .distinct('cluster', 'namespace');
  }

  /** Returns the IAM service accounts that no scan has found yet. */
  async unscanned(): Promise<IamServiceAccount[]> {
    return this.#store.getMany(
      await this.#knex<Row>(TABLE).whereNull('scanned_at').pluck('id'),
    );
  }

  async #page<T extends { id: string }>(
    columns: string[],
    { filter, after, limit }: ReadableQuery,
    readable: Readable,
  ): Promise<{ rows: T[]; total: number; more: boolean }> {
    const place = ['cluster', 'namespace', 'name'].map(
      column => `${TABLE}.${column}`,
    );
    const page = this.#matching(filter, readable);
    if (after) {
      page.whereRaw(`(${place.join(', ')}) > (?, ?, ?)`, [
        after.cluster,
        after.namespace,
        after.name,
      ]);
    }
    const [found, [{ total }]]: [T[], { total: number | string }[]] =
      await Promise.all([
        page
          .select(columns.map(column => `${TABLE}.${column}`))
          .orderBy(place)
          .limit(limit + 1),
        this.#matching(filter, readable).count({ total: '*' }),
      ]);
    return {
      rows: found.slice(0, limit),
      total: Number(total),
      more: found.length > limit,
    };
  }

  #matching(
    { stage, ...filter }: ReadableQuery['filter'],
    { visibility, unscanned, shown }: Readable,
  ): Knex.QueryBuilder {
    const query: Knex.QueryBuilder = this.#knex(TABLE);
    query.whereNull(`${TABLE}.deleted_at`);
    for (const [column, value] of Object.entries(filter)) {
      if (value === undefined) continue;
      if (column === 'owner' && value === 'none') {
        query.whereNull(`${TABLE}.owner`);
      } else query.where(`${TABLE}.${column}`, value);
    }
    if (stage !== undefined) query.where(`${TABLE}.migration_stage`, stage);
    if (visibility !== 'all') {
      query.where(either => {
        either
          .where(scanned => {
            scanned.whereNotNull(`${TABLE}.scanned_at`);
            whereVisible(scanned, visibility, SERVICE_ACCOUNT_PLACE);
          })
          .orWhere(fresh => whereOneOf(fresh, `${TABLE}.id`, unscanned));
      });
    }
    if (shown) query.where(group => whereShown(group, shown));
    return query;
  }
}

function whereShown(
  query: Knex.QueryBuilder,
  { entityRefs, owners, places }: Shown,
): void {
  query
    .where(seen => whereOneOf(seen, `${TABLE}.entity_ref`, entityRefs))
    .orWhere(own => whereOneOf(own, `${TABLE}.owner`, owners))
    .orWhere(nobodys => {
      nobodys.whereNull(`${TABLE}.entity_ref`);
      // Names of clusters and namespaces contain no slash.
      whereOneOf(
        nobodys,
        nobodys.client.raw(`(${TABLE}.cluster || '/' || ${TABLE}.namespace)`),
        places.map(({ cluster, namespace }) => `${cluster}/${namespace}`),
      );
    });
}
