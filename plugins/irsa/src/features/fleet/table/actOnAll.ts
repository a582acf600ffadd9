import { toError } from '@backstage/errors';
import { failureOf } from '../../../shared/ui/failure';

/** The maximum number of concurrent requests, so that other requests do not have to wait. */
const AT_ONCE = 4;

/**
 * Calls `act` for each thing. Tries all of them, even if some fail. If only some fail, calls `onPart`, so that the page shows what has changed.
 *
 * @throws the error itself if there is only one thing; otherwise an error with the text from `words`, which gets the number of failures and the first
 * message
 */
export async function actOnAll<T>(
  things: readonly T[],
  act: (thing: T) => Promise<unknown>,
  words: (failed: number, message: string) => string,
  onPart: () => void,
): Promise<void> {
  const failures: Error[] = [];
  const rest = [...things];
  const work = async () => {
    for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
      await act(next).catch(error => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (failures.length === 0) return;
  if (failures.length < things.length) onPart();
  throw things.length === 1
    ? failures[0]
    : new Error(
        words(failures.length, failureOf(toError(failures[0])).message),
      );
}
