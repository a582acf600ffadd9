import type { ServiceAccountRef } from '@backstage-irsa/core/model';
import type { OperationStore } from '../serviceAccounts/OperationStore';
import { describeFailure } from '../lib/errors';
import type { Verifier } from '../verification/Verifier';

/** Stores why an operation failed. If the database is unavailable, the operation reads as interrupted after one minute without updates. */
export async function failOperation(
  operations: OperationStore,
  id: string,
  error: unknown,
): Promise<void> {
  await operations.fail(id, describeFailure(error)).catch(() => {});
}

/** Stores why an operation failed that was writing, and shows what it had written until then. */
export async function failWriting(
  given: {
    operations: OperationStore;
    verifier: Pick<Verifier, 'showWritten'>;
  },
  { operationId, ref }: { operationId: string; ref: ServiceAccountRef },
  error: unknown,
): Promise<void> {
  await failOperation(given.operations, operationId, error);
  const failed = await given.operations.get(operationId).catch(() => undefined);
  if (failed?.steps.some(({ status }) => status === 'succeeded')) {
    await given.verifier.showWritten(ref);
  }
}
