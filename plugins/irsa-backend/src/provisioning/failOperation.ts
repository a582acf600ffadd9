import type { OperationStore } from '../serviceAccounts/OperationStore';
import { describeFailure } from '../lib/errors';

/** Stores why an operation failed. If the database is unavailable, the operation reads as interrupted after one minute without updates. */
export async function failOperation(
  operations: OperationStore,
  id: string,
  error: unknown,
): Promise<void> {
  await operations.fail(id, describeFailure(error)).catch(() => {});
}
