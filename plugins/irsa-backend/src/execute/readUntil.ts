import { waitAndNote } from '../lib/retry/waited';
import { SPREAD_WAITS_MS } from './spread';

/** Reads until a reading shows a recent write, for as long as that may take. Then returns the last reading, whatever it shows. */
export async function readUntil<T>(
  read: () => Promise<T>,
  isShown: (seen: T) => boolean | Promise<boolean>,
): Promise<T> {
  for (const wait of SPREAD_WAITS_MS) {
    const seen = await read();
    if (await isShown(seen)) return seen;
    await waitAndNote(wait);
  }
  return read();
}
