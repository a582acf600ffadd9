import type { Knex } from 'knex';
import { serviceAccountId } from '@backstage-irsa/core/model';
import type { Outcome, StoredChange, StoredWrite } from './types';

/** The position of the result of the whole change, among the results of its writes. */
export const WHOLE = -1;

/** The number of changes that one statement deletes. */
const BATCH = 500;

/** Stores changes, their writes, and their results. Rows are never updated, which the database enforces. Only the retention task deletes rows. */
export class ChangeStore {
  readonly #knex: Knex;

  constructor({ knex }: { knex: Knex }) {
    this.#knex = knex;
  }

  async insert(change: StoredChange): Promise<void> {
    const { serviceAccount: ref } = change;
    await this.#knex('changes').insert({
      id: change.id,
      action: change.action,
      requester: change.requester,
      approver: change.approver,
      reason: change.reason,
      change_number: change.changeNumber,
      operation_id: change.operationId,
      service_account_id: ref && serviceAccountId(ref),
      cluster: ref?.cluster,
      namespace: ref?.namespace,
      name: ref?.name,
      finding_id: change.findingId,
      entity_ref: change.entityRef,
      owner: change.owner,
      account_id: change.accountId,
      started_at: change.startedAt,
    });
  }

  async insertWrite(
    changeId: string,
    position: number,
    write: StoredWrite,
  ): Promise<void> {
    await this.#knex('change_writes').insert({
      change_id: changeId,
      position,
      write: JSON.stringify(write),
    });
  }

  async insertResult(
    changeId: string,
    position: number,
    outcome: Outcome & { digest?: string },
  ): Promise<void> {
    await this.#knex('change_results').insert({
      change_id: changeId,
      position,
      result: outcome.result,
      message: outcome.message,
      requests: JSON.stringify(outcome.requests),
      digest: outcome.digest,
      ended_at: outcome.endedAt,
    });
  }

  /** Deletes changes that started before a time. Returns the number of deleted changes. */
  async dropBefore(time: Date): Promise<number> {
    let dropped = 0;
    for (;;) {
      const ids: string[] = await this.#knex('changes')
        .where('started_at', '<', time.toISOString())
        .limit(BATCH)
        .pluck('id');
      if (ids.length === 0) return dropped;
      await this.#knex.transaction(async transaction => {
        await transaction('change_results').whereIn('change_id', ids).delete();
        await transaction('change_writes').whereIn('change_id', ids).delete();
        await transaction('changes').whereIn('id', ids).delete();
      });
      dropped += ids.length;
    }
  }
}
