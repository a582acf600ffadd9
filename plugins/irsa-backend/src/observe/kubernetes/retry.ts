import { ApiException } from '@kubernetes/client-node';
import { jittered } from '../../lib/retry/jitter';
import { waitAndNote } from '../../lib/retry/waited';
import { isKubernetesConflict, isTransientKubernetesError } from './errors';

/** The longest waits for a cluster that answers, and is busy or fails, in milliseconds. */
const BUSY_MS = [200, 500, 1000, ...Array<number>(15).fill(2000)];

/** The longest waits after a write that somebody else was faster than, in milliseconds. */
const CONFLICT_MS = [200, 500, 1000, 2000, 2000];

/** The longest waits for a cluster that gives no answer at all: it is rather down than busy. */
const SILENT_MS = [200, 800];

/** The longest that a cluster may make us wait at a time, whatever its Retry-After says. */
const LONGEST_MS = 10_000;

/** No more waiting than this in all. */
const MOST_MS = 20_000;

/** How long to wait for a cluster before each attempt to do one thing. */
export class KubernetesRetry {
  #attempt = 0;
  #waitedMs = 0;

  /** The wait before the next attempt, in milliseconds, by what the cluster answered; undefined when another makes no sense. */
  next(error: unknown): number | undefined {
    const planned = plannedMs(error)[this.#attempt];
    if (planned === undefined) return undefined;
    const wait = askedMs(error) + jittered(planned);
    this.#attempt += 1;
    this.#waitedMs += wait;
    return this.#waitedMs > MOST_MS ? undefined : wait;
  }
}

/** Makes a call to a cluster again while it is busy. The AWS clients repeat by themselves. */
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

/** What the cluster asks for by Retry-After, in milliseconds. */
function askedMs(error: unknown): number {
  if (!(error instanceof ApiException)) return 0;
  const asked = Number(error.headers?.['retry-after']) * 1000;
  return asked > 0 ? Math.min(asked, LONGEST_MS) : 0;
}
