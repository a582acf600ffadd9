import { ConflictError } from '@backstage/errors';
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

/** The maximum number of approvals in a list. */
const MOST_LISTED = 200;

/** The maximum number of undecided approvals of one requester, so that nobody floods the approvers or crowds out the requests of others. */
const MOST_PENDING = 50;

/** The key of an approval: one plan, one requester, and one rule. */
export type ApprovalKey = Pick<
  StoredApproval,
  'serviceAccountId' | 'digest' | 'requestedBy' | 'rule'
>;

/** The decision about an approval: by whom, why, and until when it is valid. */
export interface Decision {
  state: 'approved' | 'rejected';
  by: string;
  reason?: string;
  changeNumber?: string;
  expiresAt: string;
}

/** The operation that uses up approvals. */
export interface Use {
  operationId: string;
  effects: StepEffect[];
  /** Stores the operation in the same transaction. */
  begin(transaction: Knex.Transaction): Promise<void>;
}

/** The error that rolls back a transaction if an approval was used or lapsed meanwhile. */
class GoneMeanwhile extends Error {}

/** Stores approvals for all replicas. Each change of a state is one conditional update. */
export class ApprovalStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** @throws ConflictError - if the requester has too many undecided approvals for another one */
  async requireRoom(requestedBy: string): Promise<void> {
    const [{ pending }] = await this.#rows()
      .where({ requested_by: requestedBy, state: 'pending' })
      .andWhere('expires_at', '>', now())
      .count({ pending: '*' });
    if (Number(pending) < MOST_PENDING) return;
    throw new ConflictError(
      `${requestedBy} has ${pending} undecided requests for approval, which is the maximum. Nothing was requested. Wait until some are decided, or expire after a day.`,
    );
  }

  /** Stores an approval. Does nothing if an open one with the same key exists. */
  async insert(approval: StoredApproval): Promise<void> {
    await this.#rows().insert(toRow(approval)).onConflict().ignore();
  }

  async get(id: string): Promise<StoredApproval | undefined> {
    const row = await this.#rows().where({ id }).first();
    return row && toApproval(row, now());
  }

  /** Returns the last valid approval of a key: an open one, or a rejection that has not expired. */
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

  /** Returns the approval that a requester last used for the ServiceAccount and rule, unless it has expired. */
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

  /** Decides a pending approval. Returns false if it is no longer pending. */
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

  /** Uses up approvals, all or none, and starts the operation. Returns false if an approval has changed since it was read. */
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

  /** Returns the approvals of a requester for the ServiceAccount that are stored as open, but are for another plan or have expired. */
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

  /** Returns the approvals that are stored as open and have expired. */
  async expired(): Promise<StoredApproval[]> {
    const rows = await this.#rows()
      .whereIn('state', OPEN)
      .andWhere('expires_at', '<=', now());
    return rows.map(row => toApproval(row, row.requested_at));
  }

  /** Lets an open approval lapse. Returns false if it is no longer open. */
  async lapse(id: string): Promise<boolean> {
    const lapsed = await this.#rows()
      .where({ id })
      .whereIn('state', OPEN)
      .update({ state: 'lapsed' });
    return lapsed === 1;
  }

  /** Deletes approvals that expired before a time. The change log keeps their outcome. */
  async dropBefore(time: Date): Promise<void> {
    await this.#rows().where('expires_at', '<', time.toISOString()).delete();
  }

  /** Returns the approvals that a user requested or that are of one of the rules, all for administrators; undecided ones first, then the newest, at most 200. */
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
      .orderByRaw(
        `CASE WHEN state = 'pending' AND expires_at > ? THEN 0 ELSE 1 END`,
        [now()],
      )
      .orderBy('requested_at', 'desc')
      .limit(MOST_LISTED);
    return rows.map(row => toApproval(row, now()));
  }

  #rows() {
    return this.#knex<ApprovalRow>(TABLE);
  }
}

function now(): string {
  return new Date().toISOString();
}
