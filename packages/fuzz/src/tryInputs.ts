import { appendFileSync } from 'node:fs';
import fc from 'fast-check';

/** How many inputs a target gets in an ordinary run of the tests. */
const RUNS = 50;

/** How often a long run says how far it is, in milliseconds. */
const PROGRESS = 5_000;

/** Throws, or rejects, when something is wrong with what an input gave. */
export type Check<T> = (input: T) => void | Promise<void>;

/** What a long run tells of a target, a line of JSON each in the file `FUZZ_REPORT`. */
interface Told {
  target: string;
  inputs: number;
  /** Milliseconds of the slowest input, for people to look at: no target fails by it. */
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

/** How many inputs a target gets. */
export function runs(): number {
  return numberFrom('FUZZ_RUNS') ?? RUNS;
}

async function timed<T>(check: Check<T>, input: T): Promise<number> {
  const start = performance.now();
  const ended = check(input);
  // Most targets are plain functions, and a turn of the queue each would be most of the time.
  if (ended) await ended;
  return performance.now() - start;
}

/**
 * Gives a check random inputs: 50, or `FUZZ_RUNS`. Rejects with the smallest input found for which it throws, and its seed and path. `FUZZ_SEED`
 * (`npm test` takes that of the commit) and `FUZZ_PATH` replay them.
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
