import { appendFileSync } from 'node:fs';
import fc from 'fast-check';

/** The number of inputs per target in a normal test run. */
const RUNS = 50;

/** The interval between progress reports of a long run, in milliseconds. */
const PROGRESS = 5_000;

/** Throws or rejects if the result for an input is wrong. */
export type Check<T> = (input: T) => void | Promise<void>;

/** The progress of a target in a long run, one line of JSON in the file `FUZZ_REPORT`. */
interface Told {
  target: string;
  inputs: number;
  /** The time of the slowest input in milliseconds, for information: no target fails because of it. */
  slowest: number;
  /** Absent until the target has ended. */
  result?: 'passed' | 'failed';
}

function tell(told: Told): void {
  const file = process.env.FUZZ_REPORT;
  if (file) appendFileSync(file, `${JSON.stringify(told)}\n`);
}

function numberFrom(name: string): number | undefined {
  const text = process.env[name];
  return text ? Number(text) : undefined;
}

/** Returns the number of inputs per target. */
export function runs(): number {
  return numberFrom('FUZZ_RUNS') ?? RUNS;
}

async function timed<T>(check: Check<T>, input: T): Promise<number> {
  const start = performance.now();
  const ended = check(input);
  // Most checks are synchronous, and awaiting each one would take most of the time.
  if (ended) await ended;
  return performance.now() - start;
}

/**
 * Checks random inputs: 50, or `FUZZ_RUNS`. If the check throws, rejects with the smallest failing input, its seed, and its path. To replay them, set
 * `FUZZ_SEED` (`npm test` uses that of the commit) and `FUZZ_PATH`.
 */
export async function tryInputs<T>(
  target: string,
  inputs: fc.Arbitrary<T>,
  check: Check<T>,
): Promise<void> {
  const told: Told = { target, inputs: 0, slowest: 0 };
  let last = performance.now();
  const property = fc.asyncProperty(inputs, async input => {
    told.slowest = Math.max(told.slowest, await timed(check, input));
    told.inputs += 1;
    if (performance.now() - last > PROGRESS) {
      last = performance.now();
      tell(told);
    }
  });
  let result: Told['result'] = 'failed';
  try {
    await fc.assert(property, {
      numRuns: runs(),
      seed: numberFrom('FUZZ_SEED'),
      path: process.env.FUZZ_PATH,
    });
    result = 'passed';
  } finally {
    tell({ ...told, result });
  }
}
