import type { Knex } from 'knex';
import type { FindingRow } from './inventory/rows';

/** Who accepted a finding, why, and until when. */
export interface Acceptance {
  by: string;
  reason: string;
  /** ISO 8601 in UTC, with milliseconds, as are all times that are compared as text. */
  at: string;
  until: string;
}

/** Which findings are accepted. */
export class AcceptanceStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async accept(findingId: string, acceptance: Acceptance): Promise<void> {
    const { by, reason, at, until } = acceptance;
    await this.#knex<FindingRow>('findings').where({ id: findingId }).update({
      accepted_by: by,
      accepted_reason: reason,
      accepted_at: at,
      accepted_until: until,
    });
  }

  async reopen(findingId: string): Promise<void> {
    await this.#knex<FindingRow>('findings').where({ id: findingId }).update({
      accepted_by: null,
      accepted_reason: null,
      accepted_at: null,
      accepted_until: null,
    });
  }
}
