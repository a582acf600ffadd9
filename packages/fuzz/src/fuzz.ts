import type fc from 'fast-check';
import { runs, tryInputs, type Check } from './tryInputs';

/** Registers a test that checks a target with random inputs, and fails if {@link tryInputs} rejects. */
export function fuzz<T>(
  target: string,
  inputs: fc.Arbitrary<T>,
  check: Check<T>,
): void {
  it(
    target,
    () => tryInputs(target, inputs, check),
    // Enough for one tenth of the inputs to be as slow as possible: a long run must not fail by timeout.
    Math.max(240_000, runs() * 100),
  );
}
