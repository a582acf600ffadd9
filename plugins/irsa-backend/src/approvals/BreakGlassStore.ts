import type { BreakGlass } from '@backstage-irsa/core/model';
import type { Knex } from 'knex';

interface Row {
  id: string;
  user_ref: string;
  reason: string;
  opened_at: string;
  expires_at: string;
}

const TABLE = 'break_glass';

/** Who applies without approvals for some hours. */
export class BreakGlassStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async open(
    id: string,
    user: string,
    { reason, openedAt, expiresAt }: BreakGlass,
  ): Promise<void> {
    await this.#knex<Row>(TABLE).insert({
      ...{ id, user_ref: user, reason },
      opened_at: openedAt,
      expires_at: expiresAt,
    });
  }

  /** What is open for a user now. */
  async of(user: string): Promise<BreakGlass | undefined> {
    const row = await this.#knex<Row>(TABLE)
      .where({ user_ref: user })
      .andWhere('expires_at', '>', new Date().toISOString())
      .orderBy('expires_at', 'desc')
      .first();
    return (
      row && {
        reason: row.reason,
        openedAt: row.opened_at,
        expiresAt: row.expires_at,
      }
    );
  }
}
