import { toError } from '@backstage/errors';
import { failureOf } from '../../../shared/ui/failure';

/** Requests at once, so that others are not kept waiting. */
const AT_ONCE = 4;

/**
 * Does the same with each of several things. All are tried.
 *
 * @throws the error of the only thing, or one that says by `words` how many failed, and why the first did
 */
export async function actOnAll<T>(
  things: readonly T[],
  act: (thing: T) => Promise<unknown>,
  words: (failed: number, message: string) => string,
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
  throw things.length === 1
    ? failures[0]
    : new Error(
        words(failures.length, failureOf(toError(failures[0])).message),
      );
}
