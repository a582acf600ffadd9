import { ApiException } from '@kubernetes/client-node';
import { jittered } from '../../lib/retry/jitter';
import { waitAndNote } from '../../lib/retry/waited';
import { isKubernetesConflict, isTransientKubernetesError } from './errors';

/** The maximum waits before each retry if the cluster answers that it is busy or failing, in milliseconds. */
const BUSY_MS = [200, 500, 1000, ...Array<number>(15).fill(2000)];

/** The maximum waits before each retry of a write that conflicted with another write, in milliseconds. */
const CONFLICT_MS = [200, 500, 1000, 2000, 2000];

/** The maximum waits before each retry if the cluster does not answer, in milliseconds. There are few, because such a cluster is probably down. */
const SILENT_MS = [200, 800];

/** The maximum single wait that a cluster's Retry-After header can cause, in milliseconds. */
const LONGEST_MS = 10_000;

/** The maximum total wait, in milliseconds. */
const MOST_MS = 20_000;

/** Tracks the waits between the attempts of one operation on a cluster. */
export class KubernetesRetry {
  #attempt = 0;
  #waitedMs = 0;

  /** Returns the wait before the next attempt after an error, in milliseconds. Undefined if another attempt makes no sense. */
  next(error: unknown): number | undefined {
    const planned = plannedMs(error)[this.#attempt];
    if (planned === undefined) return undefined;
    const wait = askedMs(error) + jittered(planned);
    this.#attempt += 1;
    this.#waitedMs += wait;
    return this.#waitedMs > MOST_MS ? undefined : wait;
  }
}

/** Retries a call to a cluster while the cluster is busy. AWS clients do their own retries. */
export async function repeated<T>(call: () => Promise<T>): Promise<T> {
  const retry = new KubernetesRetry();
  for (;;) {
    try {
      return await call();
    } catch (error) {
      const wait = retry.next(error);
      if (wait === undefined) throw error;
      await waitAndNote(wait);
    }
  }
}

function plannedMs(error: unknown): number[] {
  if (isKubernetesConflict(error)) return CONFLICT_MS;
  if (!isTransientKubernetesError(error)) return [];
  return error instanceof ApiException ? BUSY_MS : SILENT_MS;
}

/** Returns the wait that the cluster requests by Retry-After, in milliseconds. */
function askedMs(error: unknown): number {
  if (!(error instanceof ApiException)) return 0;
  const asked = Number(error.headers?.['retry-after']) * 1000;
  return asked > 0 ? Math.min(asked, LONGEST_MS) : 0;
}
