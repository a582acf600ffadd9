import { setTimeout as sleep } from 'node:timers/promises';
import { databaseTrouble } from './databaseErrors';

/** How long to wait for the database, and how often to try, in milliseconds. */
const MAX_WAIT_MS = 60_000;
const LOOK_MS = 500;

/**
 * Runs work for which no later try would come. Repeats it while the database fails, for up to a minute, unless `signal` is aborted.
 *
 * @throws the last error
 */
export async function awaitDatabase<T>(
  work: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  for (const until = Date.now() + MAX_WAIT_MS; ; ) {
    try {
      return await work();
    } catch (error) {
      const isOver = signal?.aborted || Date.now() > until;
      if (isOver || !databaseTrouble(error)) throw error;
      await sleep(LOOK_MS);
    }
  }
}
