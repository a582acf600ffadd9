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

/** An IAM service account, as far as a link is about it. */
export type LinkableRow = Pick<Row, (typeof COLUMNS)[number]>;

/** The links of IAM service accounts to entities. They stand in the rows that scans write, who leave them as they are. */
export class EntityLinkStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Those of some that the caller may know of, by id. */
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

  /** Links one, or removes its link. The list shows it at once; the next scan brings owners and findings. */
  async link(id: string, entityRef: string | null): Promise<void> {
    await this.#knex<Row>(TABLE).where({ id }).whereNull('owner').update({
      linked_entity_ref: entityRef,
      catalog_entity_ref: entityRef,
      proposed_entity: null,
    });
  }
}
