import { describeFailure } from '../lib/errors';
import { OriginChangedError } from '../provisioning/sameRecord';
import type { StoredItem } from './WaveRow';
import type { ItemChange } from './WaveStore';
import { changedSince, ItemBlockedError } from './WaveWork';

/** Returns the change of an item that the work returns, or that follows from its error. */
export async function outcomeOf(
  item: StoredItem,
  work: () => Promise<ItemChange>,
): Promise<ItemChange> {
  try {
    return await work();
  } catch (error) {
    const blocked =
      error instanceof OriginChangedError ? changedSince(item) : error;
    if (blocked instanceof ItemBlockedError) {
      const { blockers, message } = blocked;
      return { state: 'blocked', reason: message, blockers };
    }
    return { state: 'failed', reason: describeFailure(error).message };
  }
}
