import type fc from 'fast-check';
import { runs, tryInputs, type Check } from './tryInputs';

/** Registers a test that gives a target random inputs, and fails as {@link tryInputs} rejects. */
export function fuzz<T>(
  target: string,
  inputs: fc.Arbitrary<T>,
  check: Check<T>,
): void {
  it(
    target,
    () => tryInputs(target, inputs, check),
    // Every input as slow as may be for a tenth of them: a long run must not end by the clock.
    Math.max(240_000, runs() * 100),
  );
}
