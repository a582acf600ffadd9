import { type IamServiceAccount } from '@backstage-irsa/core/model';
import { type ShownStatus, shownStatus } from '@backstage-irsa/core/status';
import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useState } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { type Failure, failureOf } from '../../ui/failure';

/** One account of a run of verifications. */
export interface VerificationStep {
  account: IamServiceAccount;
  progress:
    | { state: 'waiting' | 'running' | 'skipped' }
    | { state: 'done'; status: ShownStatus }
    | { state: 'failed'; failure: Failure };
}

/** A run of verifications, one account after another. */
export interface VerificationRun {
  steps: VerificationStep[];
  running: boolean;
  start: (accounts: readonly IamServiceAccount[]) => Promise<void>;
  /** Clears the steps of the last run. */
  close: () => void;
}

/**
 * Verifies accounts with live proof, one after another, then calls `onFinished`. If the backend reports too many requests, skips the remaining
 * accounts.
 */
export function useVerification(onFinished: () => void): VerificationRun {
  const irsaApi = useApi(irsaApiRef);
  const [steps, setSteps] = useState<VerificationStep[]>([]);

  const start = useCallback(
    async (accounts: readonly IamServiceAccount[]) => {
      const set = (
        index: number,
        progress: VerificationStep['progress'],
      ): void =>
        setSteps(last =>
          last.map((step, i) => (i === index ? { ...step, progress } : step)),
        );
      let tooMany = false;
      setSteps(
        accounts.map(account => ({ account, progress: { state: 'waiting' } })),
      );
      for (const [index, { id }] of accounts.entries()) {
        if (tooMany) {
          set(index, { state: 'skipped' });
          continue;
        }
        set(index, { state: 'running' });
        try {
          const verification = await irsaApi.verifyServiceAccount(id, {
            live: true,
          });
          set(index, { state: 'done', status: shownStatus(verification) });
        } catch (error) {
          const failure = failureOf(toError(error));
          tooMany = failure.kind === 'too-many';
          set(index, { state: 'failed', failure });
        }
      }
      onFinished();
    },
    [irsaApi, onFinished],
  );

  const close = useCallback(() => setSteps([]), []);
  const running = steps.some(
    ({ progress: { state } }) => state === 'waiting' || state === 'running',
  );
  return { steps, running, start, close };
}
