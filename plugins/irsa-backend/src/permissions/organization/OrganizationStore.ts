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

/** What was read of an organization. */
export interface StoredOrganization {
  observation: Observation<OrganizationSnapshot>;
  version: string;
  /** ISO 8601. */
  readAt: string;
}

/** The organization as one replica read it, for all of them. It is always wanted as a whole, so it is one value. */
export class OrganizationStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** When it was read by this account, and what tells two contents apart; absent before it was. */
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
   * Takes what an account read, in place of what another one did. A read that was refused takes the place of an earlier one: what is not known any more
   * is not used. One that failed otherwise leaves an earlier one as it is.
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
