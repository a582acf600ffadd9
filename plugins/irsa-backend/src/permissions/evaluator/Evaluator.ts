import { Piscina } from 'piscina';
import { yieldTurn } from '../../lib/yieldTurn';
import { LimitedCache } from '../../lib/LimitedCache';
import type { EvaluationLimits } from '../../config/limits';
import { TooManyRequestsError } from '../../lib/errors';
import { isHeavy } from './isHeavy';
import { LOOP_WORK } from './loopWork';
import { Slots, WaitedTooLongError } from './Slots';
import { tasks, type TaskInput, type TaskOutput, type Tasks } from './tasks';
import evaluate, { type Evaluated } from './thread';

/** The maximum size of remembered results, in characters. What an administrator's policies allow takes a million. */
const REMEMBERED = 30_000_000;
/** The weight of a result before it is available, and in addition to its size. */
const OWN_WEIGHT = 1000;
/** How long a thread without work stays alive, in milliseconds. */
const IDLE_MS = 60_000;
/** The size of V8's young generation in a thread, in addition to the memory limit, in MB. */
const YOUNG_MB = 32;

/** The file that threads load. It is in the same folder with the same extension: `.ts` from source, `.cjs.js` when built. */
const FILE = __filename.replace(/Evaluator(?=[.\w]*$)/, 'thread');
/** From source, a thread compiles the files that it loads. */
const EXEC_ARGV = FILE.endsWith('.ts')
  ? ['--require', require.resolve('@backstage/cli/config/nodeTransform.cjs')]
  : undefined;

/** Options of an evaluation. */
export interface EvaluateOptions {
  /** Whether to wait however many evaluations are waiting. For work that has begun to write. */
  waits?: boolean;
}

/**
 * Evaluates policies without blocking the event loop. Evaluations that may take long run in worker threads, with a deadline, a memory limit, and a
 * bounded queue. Equal inputs are evaluated once.
 */
export class Evaluator {
  readonly #limits: EvaluationLimits;
  readonly #slots: Slots;
  /** Limits evaluations on the event loop to one at a time, so that other work gets its turn in between. */
  readonly #turns = new Slots(1);
  readonly #results = new LimitedCache<Promise<unknown>>(REMEMBERED);
  #pool: Piscina | undefined;

  constructor(options: { limits: EvaluationLimits }) {
    this.#limits = options.limits;
    this.#slots = new Slots(options.limits.threads);
  }

  /** Runs an evaluation. @throws TooManyRequestsError - if too many are waiting, or if it exceeds the time or memory limit of one evaluation. */
  async run<Name extends keyof Tasks>(
    name: Name,
    input: TaskInput<Name>,
    options: EvaluateOptions = {},
  ): Promise<TaskOutput<Name>> {
    const { keyOf } = tasks[name] as {
      keyOf?: (of: TaskInput<Name>) => string;
    };
    if (!keyOf) return (await this.#evaluate(name, input, options)).output;
    const key = `${name} ${keyOf(input)}`;
    const known = this.#results.get(key) as
      | Promise<Evaluated<Name>>
      | undefined;
    const evaluating = known ?? this.#remember(key, name, input, options);
    return (await evaluating).output;
  }

  /** Stops the threads. */
  async close(): Promise<void> {
    const pool = this.#pool;
    this.#pool = undefined;
    await pool?.destroy();
  }

  async #remember<Name extends keyof Tasks>(
    key: string,
    name: Name,
    input: TaskInput<Name>,
    options: EvaluateOptions,
  ): Promise<Evaluated<Name>> {
    const evaluating = this.#evaluate(name, input, options);
    this.#results.set(key, evaluating, OWN_WEIGHT);
    try {
      const evaluated = await evaluating;
      this.#results.set(key, evaluating, OWN_WEIGHT + evaluated.size);
      return evaluated;
    } catch (error) {
      this.#results.delete(key);
      throw error;
    }
  }

  async #evaluate<Name extends keyof Tasks>(
    name: Name,
    input: TaskInput<Name>,
    { waits = false }: EvaluateOptions,
  ): Promise<Evaluated<Name>> {
    const { documentsOf, isLong } = tasks[name] as {
      documentsOf: (of: TaskInput<Name>) => unknown;
      isLong?: (of: TaskInput<Name>) => boolean;
    };
    if (!isLong?.(input) && !isHeavy(documentsOf(input))) {
      const budget = { left: LOOP_WORK };
      const evaluated = await this.#turns.run(async () => {
        await yieldTurn();
        return evaluate({ name, input, budget });
      });
      if (budget.left >= 0) return evaluated;
    }
    if (!waits && this.#slots.waiting >= this.#limits.queue) {
      throw this.#refusal('Too many policy evaluations are waiting.');
    }
    try {
      return await this.#slots.run(
        () => this.#inThread(name, input),
        waits ? undefined : this.#limits.timeoutMs,
      );
    } catch (error) {
      if (!(error instanceof WaitedTooLongError)) throw error;
      throw this.#refusal('The policy evaluation waited too long for others.');
    }
  }

  async #inThread<Name extends keyof Tasks>(
    name: Name,
    input: TaskInput<Name>,
  ): Promise<Evaluated<Name>> {
    const signal = AbortSignal.timeout(this.#limits.timeoutMs);
    try {
      return await this.#threads().run({ name, input }, { signal });
    } catch (error) {
      if (signal.aborted) {
        throw this.#refusal(
          `Evaluating the policies took more than ${
            this.#limits.timeoutMs
          } ms.`,
        );
      }
      if ((error as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY') {
        throw this.#refusal(
          `Evaluating the policies took more than ${this.#limits.memoryMb} MB.`,
        );
      }
      throw error;
    }
  }

  #refusal(reason: string): TooManyRequestsError {
    const seconds = Math.ceil(this.#limits.timeoutMs / 1000);
    return new TooManyRequestsError(
      `${reason} Retry in ${seconds} s, or use fewer statements and wildcards.`,
      seconds,
    );
  }

  /** Returns the threads. They are created on first use: most installations and tests never need them. */
  #threads(): Piscina {
    this.#pool ??= new Piscina({
      filename: FILE,
      minThreads: 1,
      maxThreads: this.#limits.threads,
      idleTimeout: IDLE_MS,
      execArgv: EXEC_ARGV,
      resourceLimits: {
        maxOldGenerationSizeMb: this.#limits.memoryMb,
        maxYoungGenerationSizeMb: YOUNG_MB,
      },
    });
    return this.#pool;
  }
}
