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

/** Whose transfers to list: those of the user, and those from or to one of the groups; an administrator has a part in all. */
export interface Participant {
  user: string;
  groups: string[];
  isAdministrator: boolean;
}

/** Who decided a transfer, and why. */
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

/** Undoes the transaction in which a transfer turned out to be decided, or its owner another one, meanwhile. */
class DecidedMeanwhile extends Error {}

/**
 * The transfers of ownership. No more than one of an IAM service account is pending; a unique index decides between two at a time. One that was not
 * decided until it expires has lapsed, which reads tell without writing it.
 */
export class TransferStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Stores a request. False when another one is pending. */
  async request(transfer: StoredTransfer): Promise<boolean> {
    return this.#knex.transaction(async transaction => {
      const { serviceAccountId, from } = transfer;
      await transaction<TransferRow>(TABLE)
        .where({ service_account_id: serviceAccountId, state: 'pending' })
        .andWhere(stale =>
          stale
            .where('expires_at', '<=', now())
            // What was asked of an owner of before is not for the next one to confirm.
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

  /** Those of one IAM service account, the newest first, and no more than fifty. */
  async listOf(serviceAccountId: string): Promise<StoredTransfer[]> {
    const rows = await this.#knex<TransferRow>(TABLE)
      .where({ service_account_id: serviceAccountId })
      .orderBy('requested_at', 'desc')
      .limit(NEWEST_OF_ONE);
    return rows.map(row => toTransfer(row, now()));
  }

  /** Those in which somebody has a part, the newest first, and no more than two hundred. */
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

  /** The owners that an IAM service account had before its transfers: objects in AWS may still carry their tags. */
  async formerOwnersOf(serviceAccountId: string): Promise<string[]> {
    const rows = await this.#knex<TransferRow>(TABLE)
      .where({ service_account_id: serviceAccountId, state: 'confirmed' })
      .distinct('from_owner');
    return rows.map(({ from_owner: owner }) => owner);
  }

  /** The ids of the IAM service accounts that an owner is recorded for. */
  async idsOwnedBy(owner: string): Promise<string[]> {
    return this.#knex<OwnerRow>('service_accounts')
      .where({ owner })
      .orderBy('id')
      .pluck('id');
  }

  /** Declines one that is pending. False when it is not any more. */
  async decline(id: string, decision: TransferDecision): Promise<boolean> {
    return (await decide(this.#knex, id, 'declined', decision)) === 1;
  }

  /**
   * Confirms one that is pending, and changes the recorded owner, both or neither. False when it is not pending any more, or the recorded owner is
   * another one than it was asked of.
   *
   * @param entityUid - of the entity as it is now: the recorded owner agrees to it
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

  /** Records a transfer that nobody had to confirm, and changes the recorded owner. What was pending lapses. False when the owner is another one meanwhile. */
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

/** The spec names the owner too where its entity was not in the catalog yet. */
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
