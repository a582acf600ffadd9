import type { BreakGlass } from '@backstage-irsa/core/model';
import type { Knex } from 'knex';

interface Row {
  id: string;
  user_ref: string;
  account_id: string;
  reason: string;
  opened_at: string;
  expires_at: string;
}

const TABLE = 'break_glass';

/** Stores which users can apply without approvals in which account for some hours. */
export class BreakGlassStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async open(
    user: string,
    { id, accountId, reason, openedAt, expiresAt }: BreakGlass,
  ): Promise<void> {
    await this.#knex<Row>(TABLE).insert({
      ...{ id, user_ref: user, account_id: accountId, reason },
      opened_at: openedAt,
      expires_at: expiresAt,
    });
  }

  /** Returns the open break-glass sessions of a user, oldest first. */
  async of(user: string): Promise<BreakGlass[]> {
    const rows = await this.#knex<Row>(TABLE)
      .where({ user_ref: user })
      .andWhere('expires_at', '>', new Date().toISOString())
      .orderBy('opened_at');
    return rows.map(row => ({
      id: row.id,
      accountId: row.account_id,
      reason: row.reason,
      openedAt: row.opened_at,
      expiresAt: row.expires_at,
    }));
  }
}
