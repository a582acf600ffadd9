import type { ServiceAccountRef } from '@backstage-irsa/core/model';
import type { OperationStore } from '../serviceAccounts/OperationStore';
import { describeFailure } from '../lib/errors';
import type { Verifier } from '../verification/Verifier';
import type { Hold } from './Writers';

/** Stores why an operation failed. If the database is unavailable, the operation reads as interrupted after one minute without updates. */
export async function failOperation(
  operations: OperationStore,
  id: string,
  error: unknown,
): Promise<void> {
  await operations.fail(id, describeFailure(error)).catch(() => {});
}

/** Stores why an operation failed that was writing, and shows what it had written if one of its steps failed. */
export async function failWriting(
  given: {
    operations: OperationStore;
    verifier: Pick<Verifier, 'showWritten'>;
  },
  { operationId, hold }: { operationId: string; hold: Hold },
  ref: ServiceAccountRef,
  error: unknown,
): Promise<void> {
  await failOperation(given.operations, operationId, error);
  const { steps = [] } =
    (await given.operations.get(operationId).catch(() => undefined)) ?? {};
  const done = steps.filter(({ status }) => status === 'succeeded');
  if (done.length === 0 || done.length === steps.length) return;
  await hold.releaseRoles();
  await given.verifier.showWritten(ref);
}
