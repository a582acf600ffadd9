import { appendFileSync } from 'node:fs';
import fc from 'fast-check';

/** How many inputs a target gets in an ordinary run of the tests. */
const RUNS = 1_000;

/** Longer than this an input may not take, in milliseconds: in a long run, and in an ordinary one, beside which a machine does other work. */
const LONGEST = 1_000;
const LONGEST_ORDINARY = 10_000;

/** How often an input that took too long is tried in all: once or twice may be the fault of a busy machine. */
const TRIES = 5;

/** Ordinary runs are the same each time; long ones look further. */
const SEED_ORDINARY = 20_261_125;

/** How often a long run says how far it is, in milliseconds. */
const PROGRESS = 5_000;

/** Throws, or rejects, when something is wrong with what an input gave. */
export type Check<T> = (input: T) => void | Promise<void>;

/** What a long run tells of a target, a line of JSON each in the file `FUZZ_REPORT`. */
interface Told {
  target: string;
  inputs: number;
  /** Milliseconds of the slowest input. */
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
 * Gives a check random inputs: the same 1,000, or `FUZZ_RUNS` new ones. Rejects with the smallest input found for which it throws, or takes too long
 * at each try. `FUZZ_SEED` and `FUZZ_PATH` replay what a rejection names.
 */
export async function tryInputs<T>(
  target: string,
  inputs: fc.Arbitrary<T>,
  check: Check<T>,
): Promise<void> {
  const isLong = numberFrom('FUZZ_RUNS') !== undefined;
  const longest = isLong ? LONGEST : LONGEST_ORDINARY;
  const told: Told = { target, inputs: 0, slowest: 0 };
  let last = performance.now();
  const property = fc.asyncProperty(inputs, async input => {
    let took = await timed(check, input);
    for (let tries = 1; took > longest && tries < TRIES; tries += 1) {
      took = await timed(check, input);
    }
    if (took > longest) throw new Error(`It took ${Math.round(took)} ms.`);
    told.inputs += 1;
    told.slowest = Math.max(told.slowest, took);
    if (performance.now() - last > PROGRESS) {
      last = performance.now();
      tell(told);
    }
  });
  let result: Told['result'] = 'failed';
  try {
    await fc.assert(property, {
      numRuns: runs(),
      seed: numberFrom('FUZZ_SEED') ?? (isLong ? undefined : SEED_ORDINARY),
      path: process.env.FUZZ_PATH,
    });
    result = 'passed';
  } finally {
    tell({ ...told, result });
  }
}
