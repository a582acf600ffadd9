import type { Knex } from 'knex';
import type { Finding } from '@backstage-irsa/core/model';
import { recountOpenFindings } from './openFindingCounts';
import type { FindingRow } from './inventory/rows';

/** Who accepted a finding, why, and until when. */
export interface Acceptance {
  by: string;
  reason: string;
  /** ISO 8601 in UTC with milliseconds, like all times that are compared as text. */
  at: string;
  until: string;
}

/** The ID and subject of a finding. */
type Accepted = Pick<Finding, 'id' | 'subject'>;

/** Stores which findings are accepted, and recounts the open findings of their subjects. */
export class AcceptanceStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async accept(finding: Accepted, acceptance: Acceptance): Promise<void> {
    const { by, reason, at, until } = acceptance;
    await this.#update(finding, {
      accepted_by: by,
      accepted_reason: reason,
      accepted_at: at,
      accepted_until: until,
    });
  }

  async reopen(finding: Accepted): Promise<void> {
    await this.#update(finding, {
      accepted_by: null,
      accepted_reason: null,
      accepted_at: null,
      accepted_until: null,
    });
  }

  async #update(
    { id, subject }: Accepted,
    change: Partial<FindingRow>,
  ): Promise<void> {
    await this.#knex<FindingRow>('findings').where({ id }).update(change);
    await recountOpenFindings(this.#knex, { subjectIds: [subject.id] });
  }
}
