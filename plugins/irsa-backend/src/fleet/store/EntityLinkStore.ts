import type { Knex } from 'knex';
import {
  SERVICE_ACCOUNT_PLACE,
  whereVisible,
  type Visibility,
} from '../../authorization/visibility';
import { inBatches } from '../../database/batches';
import type { Row } from '../../serviceAccounts/ServiceAccountRow';

const TABLE = 'service_accounts';

const COLUMNS = [
  'id',
  'cluster',
  'namespace',
  'name',
  'owner',
  'entity_ref',
  'catalog_entity_ref',
  'linked_entity_ref',
] as const;

/** The columns of an IAM service account that a link depends on. */
export type LinkableRow = Pick<Row, (typeof COLUMNS)[number]>;

/** Stores the links of IAM service accounts to entities. Links are part of the rows that scans write, but scans do not change them. */
export class EntityLinkStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Returns the IAM service accounts with these IDs that the caller may read, by ID. */
  async find(
    ids: string[],
    visibility: Visibility,
  ): Promise<Map<string, LinkableRow>> {
    const found = new Map<string, LinkableRow>();
    await inBatches(ids, async batch => {
      const query = this.#knex<Row>(TABLE)
        .whereIn(`${TABLE}.id`, batch)
        .whereNull(`${TABLE}.deleted_at`);
      whereVisible(query, visibility, SERVICE_ACCOUNT_PLACE);
      const rows: LinkableRow[] = await query.select(
        COLUMNS.map(column => `${TABLE}.${column}`),
      );
      for (const row of rows) found.set(row.id, row);
    });
    return found;
  }

  /** Links an IAM service account, or removes its link. The list shows the link at once; the next scan updates owners and findings. */
  async link(id: string, entityRef: string | null): Promise<void> {
    await this.#knex<Row>(TABLE).where({ id }).whereNull('owner').update({
      linked_entity_ref: entityRef,
      catalog_entity_ref: entityRef,
      proposed_entity: null,
    });
  }
}
