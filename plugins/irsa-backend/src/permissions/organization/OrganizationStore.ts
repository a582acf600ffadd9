import type { OrganizationSnapshot } from '@backstage-irsa/core/organization';
import type { Observation } from '@backstage-irsa/core/model';
import type { Knex } from 'knex';
import { digestOf } from '../../database/digest';

const TABLE = 'organizations';

interface Row {
  account_id: string;
  version: string;
  /** `Observation<OrganizationSnapshot>` as JSON. */
  observation: string;
  read_at: string;
}

/** The last read of an organization. */
export interface StoredOrganization {
  observation: Observation<OrganizationSnapshot>;
  version: string;
  /** The time of the read, in ISO 8601. */
  readAt: string;
}

/** Stores the organization as one replica read it, for all replicas. It is always needed as a whole, so it is one value. */
export class OrganizationStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Returns when this account read the organization, and a version that identifies the content. Undefined before the first read. */
  async version(
    accountId: string,
  ): Promise<Omit<StoredOrganization, 'observation'> | undefined> {
    const row = await this.#rows()
      .where({ account_id: accountId })
      .first('version', 'read_at');
    return row && { version: row.version, readAt: row.read_at };
  }

  async get(accountId: string): Promise<StoredOrganization | undefined> {
    const row = await this.#rows().where({ account_id: accountId }).first();
    return (
      row && {
        observation: JSON.parse(row.observation),
        version: row.version,
        readAt: row.read_at,
      }
    );
  }

  /**
   * Stores what an account read, and deletes what another account read. A refused read replaces an earlier one, because outdated data must not be
   * used. A read that failed for another reason does not replace an earlier one.
   */
  async record(
    accountId: string,
    observation: Observation<OrganizationSnapshot>,
    at: string,
  ): Promise<void> {
    const keepsEarlier =
      observation.state === 'unknown' && observation.right === undefined;
    await this.#rows().whereNot({ account_id: accountId }).delete();
    const written = this.#rows()
      .insert({
        account_id: accountId,
        version: digestOf(observation),
        observation: JSON.stringify(observation),
        read_at: at,
      })
      .onConflict('account_id');
    await (keepsEarlier ? written.ignore() : written.merge());
  }

  #rows() {
    return this.#knex<Row>(TABLE);
  }
}
