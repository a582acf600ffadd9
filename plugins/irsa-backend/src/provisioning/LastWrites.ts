import type { IamServiceAccount } from '@backstage-irsa/core/model';
import type { PlannedStep } from '@backstage-irsa/core/planning';
import {
  type LastSteps,
  recentSteps,
  unseenUntil,
} from '@backstage-irsa/core/status';
import { readUntil } from '../execute/readUntil';
import type { Look } from '../observe/Look';
import type { ManagedObjectStore } from '../serviceAccounts/ManagedObjectStore';
import type { OperationStore } from '../serviceAccounts/OperationStore';
import type { ServiceAccountStore } from '../serviceAccounts/ServiceAccountStore';
import type { Drift } from '../verification/types';
import { NO_SPEC } from './sameRecord';

interface LastWritesOptions {
  managed: Pick<ManagedObjectStore, 'objectsOf'>;
  operations: Pick<OperationStore, 'latestOf'>;
  store: Pick<ServiceAccountStore, 'lastVerification'>;
}

/**
 * Decides whether reads of AWS show what the last operation of an IAM service account wrote. After a verification has seen it, a difference is a change
 * by somebody else.
 */
export class LastWrites {
  readonly #o: LastWritesOptions;

  constructor(options: LastWritesOptions) {
    this.#o = options;
  }

  /**
   * Returns a look that shows it, for a plan: a plan from an older state would leave changes out. After the time that IAM may take, the state counts as
   * current.
   */
  async currentLook(
    record: IamServiceAccount | undefined,
    look: () => Look,
    driftOf: (
      record: IamServiceAccount,
      look: Look,
    ) => Promise<Drift | undefined>,
  ): Promise<Look> {
    if (!record || !(await this.#areRecent(record.id))) return look();
    return readUntil(
      async () => look(),
      async seen => (await driftOf(record, seen))?.unseenUntil === undefined,
    );
  }

  /** Returns until when reads may not show it, if a plan for the recorded spec is based on an older state. */
  async unseenUntil(
    serviceAccountId: string,
    planned: PlannedStep[],
  ): Promise<string | undefined> {
    const last = await this.#lastOf(serviceAccountId);
    return unseenUntil(last, planned, Date.now());
  }

  async #areRecent(serviceAccountId: string): Promise<boolean> {
    const last = await this.#lastOf(serviceAccountId);
    return recentSteps(last, Date.now()).length > 0;
  }

  async #lastOf(id: string): Promise<LastSteps> {
    const { managed, operations, store } = this.#o;
    const last = await operations.latestOf(id);
    const isDeletion = last?.specHash === NO_SPEC;
    // No verification waits for the writes of a deletion or of a failed operation.
    const isAwaited =
      isDeletion ||
      last?.status === 'failed' ||
      (await store.lastVerification(id)).settlingUntil !== undefined;
    return {
      steps: (isAwaited && last?.steps) || [],
      isDeletion,
      recorded: await managed.objectsOf(id),
    };
  }
}
