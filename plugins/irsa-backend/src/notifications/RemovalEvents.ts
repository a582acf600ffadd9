import type { IrsaServiceAccountEvent } from '@backstage-irsa/plugin-irsa-node';
import type { Knex } from 'knex';
import {
  dropReported,
  REMOVED,
  type RemovedRow,
} from '../serviceAccounts/removals';
import { reportedAccount } from './reportedAccount';

/** The number of rows on one page. */
const BATCH = 200;

/** Finds IAM service accounts that Backstage deleted with their rows, and for which no event was published. Returns one page at a time. */
export class RemovalEvents {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async next(): Promise<IrsaServiceAccountEvent[]> {
    const rows: RemovedRow[] = await this.#knex(REMOVED)
      .whereNotNull('announced_status')
      .orderBy('id')
      .limit(BATCH)
      .select();
    return rows.map(row => ({
      type: 'status-changed',
      serviceAccount: reportedAccount(row),
      status: 'deleted',
      ...(row.announced_status !== null && { before: row.announced_status }),
    }));
  }

  async record(events: IrsaServiceAccountEvent[]): Promise<void> {
    await this.#knex(REMOVED)
      .whereIn(
        'id',
        events.map(({ serviceAccount }) => serviceAccount.id),
      )
      .update({ announced_status: null });
    await dropReported(this.#knex);
  }
}
