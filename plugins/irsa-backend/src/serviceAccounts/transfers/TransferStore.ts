import type { Knex } from 'knex';
import type {
  IamServiceAccountSpec,
  TransferState,
} from '@backstage-irsa/core/model';
import {
  hasStateNow,
  toRow,
  toTransfer,
  type StoredTransfer,
  type TransferRow,
} from './TransferRow';

/** The user whose transfers to list: those that the user requested, and those from or to one of the groups. An administrator sees all. */
export interface Participant {
  user: string;
  groups: string[];
  isAdministrator: boolean;
}

/** The decision about a transfer. */
export interface TransferDecision {
  by: string;
  reason?: string;
}

interface OwnerRow {
  id: string;
  owner: string | null;
  entity_uid: string | null;
  spec: string | null;
}

const TABLE = 'transfers';
const NEWEST_OF_ONE = 50;
const NEWEST = 200;

/** The error that rolls back a transaction if the transfer was decided, or the owner changed, meanwhile. */
class DecidedMeanwhile extends Error {}

/**
 * Stores ownership transfers. At most one transfer of an IAM service account is pending, which a unique index enforces. A pending transfer that
 * expires lapses: reads report it without writing the state.
 */
export class TransferStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Stores a request. Returns false if another one is pending. */
  async request(transfer: StoredTransfer): Promise<boolean> {
    return this.#knex.transaction(async transaction => {
      const { serviceAccountId, from } = transfer;
      await transaction<TransferRow>(TABLE)
        .where({ service_account_id: serviceAccountId, state: 'pending' })
        .andWhere(stale =>
          stale
            .where('expires_at', '<=', now())
            // A request to a former owner must not be confirmed by the next owner.
            .orWhereNot({ from_owner: from }),
        )
        .update({ state: 'lapsed' });
      await transaction<TransferRow>(TABLE)
        .insert(toRow(transfer))
        .onConflict()
        .ignore();
      const stored = await transaction<TransferRow>(TABLE)
        .where({ id: transfer.id })
        .first('id');
      return stored !== undefined;
    });
  }

  async get(id: string): Promise<StoredTransfer | undefined> {
    const row = await this.#knex<TransferRow>(TABLE).where({ id }).first();
    return row && toTransfer(row, now());
  }

  /** Returns the transfers of one IAM service account, newest first, at most 50. */
  async listOf(serviceAccountId: string): Promise<StoredTransfer[]> {
    const rows = await this.#knex<TransferRow>(TABLE)
      .where({ service_account_id: serviceAccountId })
      .orderBy('requested_at', 'desc')
      .limit(NEWEST_OF_ONE);
    return rows.map(row => toTransfer(row, now()));
  }

  /** Returns the transfers that involve a participant, newest first, at most 200. */
  async listFor(
    { user, groups, isAdministrator }: Participant,
    state?: TransferState,
  ): Promise<StoredTransfer[]> {
    const rows = await this.#knex<TransferRow>(TABLE)
      .where(part => {
        if (isAdministrator) return;
        part
          .where({ requested_by: user })
          .orWhereIn('from_owner', groups)
          .orWhereIn('to_owner', groups);
      })
      .andWhere(query => hasStateNow(query, state, now()))
      .orderBy('requested_at', 'desc')
      .limit(NEWEST);
    return rows.map(row => toTransfer(row, now()));
  }

  /** Returns the owners that an IAM service account had before its transfers. Objects in AWS can still carry their tags. */
  async formerOwnersOf(serviceAccountId: string): Promise<string[]> {
    const rows = await this.#knex<TransferRow>(TABLE)
      .where({ service_account_id: serviceAccountId, state: 'confirmed' })
      .distinct('from_owner');
    return rows.map(({ from_owner: owner }) => owner);
  }

  /** Returns the IDs of the IAM service accounts that are recorded for an owner. */
  async idsOwnedBy(owner: string): Promise<string[]> {
    return this.#knex<OwnerRow>('service_accounts')
      .where({ owner })
      .orderBy('id')
      .pluck('id');
  }

  /** Declines a pending transfer. Returns false if it is no longer pending. */
  async decline(id: string, decision: TransferDecision): Promise<boolean> {
    return (await decide(this.#knex, id, 'declined', decision)) === 1;
  }

  /**
   * Confirms a pending transfer, and changes the recorded owner: both or neither. Returns false if it is no longer pending, or if the recorded owner
   * is no longer the one that was asked.
   *
   * @param entityUid - the UID of the current entity, which the recorded owner accepts
   */
  async confirm(
    { id, serviceAccountId, from, to }: StoredTransfer,
    decision: TransferDecision,
    entityUid: string | null,
  ): Promise<boolean> {
    return this.#orNeither(async transaction => {
      const decided = await decide(transaction, id, 'confirmed', decision);
      if (decided !== 1) throw new DecidedMeanwhile();
      await changeOwner(transaction, serviceAccountId, {
        from,
        to,
        entityUid,
      });
    });
  }

  /**
   * Records a transfer that needs no confirmation, and changes the recorded owner. A pending transfer lapses. Returns false if the owner changed
   * meanwhile.
   */
  async transfer(
    transfer: StoredTransfer,
    entityUid: string | null,
  ): Promise<boolean> {
    const { serviceAccountId, from, to } = transfer;
    return this.#orNeither(async transaction => {
      await changeOwner(transaction, serviceAccountId, {
        from,
        to,
        entityUid,
      });
      await transaction<TransferRow>(TABLE)
        .where({ service_account_id: serviceAccountId, state: 'pending' })
        .update({ state: 'lapsed' });
      await transaction<TransferRow>(TABLE).insert(toRow(transfer));
    });
  }

  async #orNeither(
    change: (transaction: Knex.Transaction) => Promise<void>,
  ): Promise<boolean> {
    try {
      await this.#knex.transaction(change);
      return true;
    } catch (error) {
      if (error instanceof DecidedMeanwhile) return false;
      throw error;
    }
  }
}

function now(): string {
  return new Date().toISOString();
}

function decide(
  knex: Knex,
  id: string,
  state: 'confirmed' | 'declined',
  { by, reason }: TransferDecision,
): Promise<number> {
  return knex<TransferRow>(TABLE)
    .where({ id, state: 'pending' })
    .andWhere('expires_at', '>', now())
    .update({
      state,
      decided_by: by,
      decided_at: now(),
      decision_reason: reason ?? null,
    });
}

/** Changes the recorded owner, and the owner in the spec, which names one if its entity was not in the catalog yet. */
async function changeOwner(
  transaction: Knex.Transaction,
  id: string,
  {
    from,
    to,
    entityUid,
  }: { from: string; to: string; entityUid: string | null },
): Promise<void> {
  const accounts = () =>
    transaction<OwnerRow>('service_accounts').where({ id, owner: from });
  const row = await accounts().first('spec');
  const spec: IamServiceAccountSpec | null = JSON.parse(row?.spec ?? 'null');
  const changed = await accounts().update({
    owner: to,
    entity_uid: entityUid,
    spec: spec && JSON.stringify({ ...spec, ...(spec.owner && { owner: to }) }),
  });
  if (changed !== 1) throw new DecidedMeanwhile();
}
