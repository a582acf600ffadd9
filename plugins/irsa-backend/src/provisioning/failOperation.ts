import type { OperationStore } from '../serviceAccounts/OperationStore';
import { describeFailure } from '../lib/errors';

/** Stores why an operation failed. Where the database cannot store it either, it reads as interrupted once it has been silent for a minute. */
export async function failOperation(
  operations: OperationStore,
  id: string,
  error: unknown,
): Promise<void> {
  await operations.fail(id, describeFailure(error)).catch(() => {});
}
