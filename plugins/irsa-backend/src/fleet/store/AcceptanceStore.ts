import { ConflictError } from '@backstage/errors';
import { rankOf } from '@backstage-irsa/core/findings';
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

  /**
   * Accepts an open finding.
   *
   * @throws ConflictError - if a scan has resolved it or changed its severity or its message since it was read: other people can then decide about it,
   * or it covers more.
   */
  async accept(
    finding: Accepted & Pick<Finding, 'severityInUse' | 'message'>,
    acceptance: Acceptance,
  ): Promise<void> {
    const { by, reason, at, until } = acceptance;
    const updated = await this.#update(
      finding,
      {
        accepted_by: by,
        accepted_reason: reason,
        accepted_at: at,
        accepted_until: until,
        accepted_extent: this.#knex.ref('extent'),
      },
      {
        severity_in_use: rankOf(finding.severityInUse),
        message: finding.message,
        resolved_at: null,
      },
    );
    if (updated === 0) {
      throw new ConflictError(
        'The finding changed in the meantime. Read it again, then accept it.',
      );
    }
  }

  async reopen(finding: Accepted): Promise<void> {
    await this.#update(finding, {
      accepted_by: null,
      accepted_reason: null,
      accepted_at: null,
      accepted_until: null,
      accepted_extent: null,
    });
  }

  async #update(
    { id, subject }: Accepted,
    change: { [Column in keyof FindingRow]?: FindingRow[Column] | Knex.Raw },
    unchanged: Partial<FindingRow> = {},
  ): Promise<number> {
    const updated = await this.#knex<FindingRow>('findings')
      .where({ id, ...unchanged })
      .update(change);
    await recountOpenFindings(this.#knex, { subjectIds: [subject.id] });
    return updated;
  }
}
