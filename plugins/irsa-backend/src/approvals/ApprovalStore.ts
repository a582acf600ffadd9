import type { ApprovalState } from '@backstage-irsa/core/model';
import type { Knex } from 'knex';
import {
  type ApprovalRow,
  type StepEffect,
  hasStateNow,
  OPEN,
  type StoredApproval,
  toApproval,
  toRow,
} from './ApprovalRow';

const TABLE = 'approvals';
const NEWEST = 200;

/** An approval is for one plan, for who asked for it, by one rule. */
export type ApprovalKey = Pick<
  StoredApproval,
  'serviceAccountId' | 'digest' | 'requestedBy' | 'rule'
>;

/** What was decided, by whom and why, and until when it holds. */
export interface Decision {
  state: 'approved' | 'rejected';
  by: string;
  reason?: string;
  changeNumber?: string;
  expiresAt: string;
}

/** What approvals are used up for. */
export interface Use {
  operationId: string;
  effects: StepEffect[];
  /** Stores the operation in the same transaction. */
  begin(transaction: Knex.Transaction): Promise<void>;
}

/** Undoes the transaction in which an approval turned out to be used or lapsed meanwhile. */
class GoneMeanwhile extends Error {}

/** Approvals over all replicas: each change of a state is one conditional update. */
export class ApprovalStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Stores one. Nothing happens where one of its key is open. */
  async insert(approval: StoredApproval): Promise<void> {
    await this.#rows().insert(toRow(approval)).onConflict().ignore();
  }

  async get(id: string): Promise<StoredApproval | undefined> {
    const row = await this.#rows().where({ id }).first();
    return row && toApproval(row, now());
  }

  /** The last of a key that holds: an open one, or the rejection that stands until it lapses. */
  async current(key: ApprovalKey): Promise<StoredApproval | undefined> {
    const row = await this.#rows()
      .where({
        service_account_id: key.serviceAccountId,
        digest: key.digest,
        requested_by: key.requestedBy,
        rule: key.rule,
      })
      .whereIn('state', [...OPEN, 'rejected'])
      .andWhere('expires_at', '>', now())
      .orderBy('requested_at', 'desc')
      .first();
    return row && toApproval(row, now());
  }

  /** The last that a requester used by a rule for the ServiceAccount, as long as it holds. */
  async lastUsed(
    key: Omit<ApprovalKey, 'digest'>,
  ): Promise<StoredApproval | undefined> {
    const row = await this.#rows()
      .where({
        service_account_id: key.serviceAccountId,
        requested_by: key.requestedBy,
        rule: key.rule,
        state: 'used',
      })
      .andWhere('expires_at', '>', now())
      .orderBy('requested_at', 'desc')
      .first();
    return row && toApproval(row, now());
  }

  /** Decides one that is pending. False when it is not any more. */
  async decide(id: string, decision: Decision): Promise<boolean> {
    const { state, by, reason, changeNumber, expiresAt } = decision;
    const decided = await this.#rows()
      .where({ id, state: 'pending' })
      .andWhere('expires_at', '>', now())
      .update({
        ...{ state, decided_by: by, decided_at: now() },
        decision_reason: reason ?? null,
        ...(changeNumber !== undefined && { change_number: changeNumber }),
        expires_at: expiresAt,
      });
    return decided === 1;
  }

  async recordChangeNumber(id: string, changeNumber: string): Promise<void> {
    await this.#rows().where({ id }).update({ change_number: changeNumber });
  }

  /** Uses up approvals, all or none, and begins what they are used for. False when one is not as it was read any more. */
  async use(
    approvals: StoredApproval[],
    { operationId, effects, begin }: Use,
  ): Promise<boolean> {
    try {
      await this.#knex.transaction(async transaction => {
        for (const { id, state, operationId: before = null } of approvals) {
          const used = await transaction<ApprovalRow>(TABLE)
            .where({ id, state, operation_id: before })
            .andWhere('expires_at', '>', now())
            .update({
              ...{ state: 'used', operation_id: operationId },
              effects: JSON.stringify(effects),
            });
          if (used !== 1) throw new GoneMeanwhile();
        }
        await begin(transaction);
      });
      return true;
    } catch (error) {
      if (error instanceof GoneMeanwhile) return false;
      throw error;
    }
  }

  /** Those that a requester asked for the ServiceAccount and that are stored as open, but are for another plan or have expired. */
  async stale(key: Omit<ApprovalKey, 'rule'>): Promise<StoredApproval[]> {
    const rows = await this.#rows()
      .where({
        service_account_id: key.serviceAccountId,
        requested_by: key.requestedBy,
      })
      .whereIn('state', OPEN)
      .andWhere(stale =>
        stale
          .whereNot({ digest: key.digest })
          .orWhere('expires_at', '<=', now()),
      );
    return rows.map(row => toApproval(row, row.requested_at));
  }

  /** Those that are stored as open and have expired. */
  async expired(): Promise<StoredApproval[]> {
    const rows = await this.#rows()
      .whereIn('state', OPEN)
      .andWhere('expires_at', '<=', now());
    return rows.map(row => toApproval(row, row.requested_at));
  }

  /** Lets one lapse that is open. False when it is not any more. */
  async lapse(id: string): Promise<boolean> {
    const lapsed = await this.#rows()
      .where({ id })
      .whereIn('state', OPEN)
      .update({ state: 'lapsed' });
    return lapsed === 1;
  }

  /** Deletes those that ended before a time. The record of changes keeps what became of them. */
  async dropBefore(time: Date): Promise<void> {
    await this.#rows().where('expires_at', '<', time.toISOString()).delete();
  }

  /** Those that somebody asked for or that are of one of the rules, all for administrators; the newest first, and no more than two hundred. */
  async listFor(
    who: { user: string; rules: string[]; isAdministrator: boolean },
    state?: ApprovalState,
  ): Promise<StoredApproval[]> {
    const rows = await this.#rows()
      .where(part => {
        if (who.isAdministrator) return;
        part.where({ requested_by: who.user }).orWhereIn('rule', who.rules);
      })
      .andWhere(query => hasStateNow(query, state, now()))
      .orderBy('requested_at', 'desc')
      .limit(NEWEST);
    return rows.map(row => toApproval(row, now()));
  }

  #rows() {
    return this.#knex<ApprovalRow>(TABLE);
  }
}

function now(): string {
  return new Date().toISOString();
}
