import { Piscina } from 'piscina';
import { yieldTurn } from '../../lib/yieldTurn';
import { LimitedCache } from '../../lib/LimitedCache';
import type { EvaluationLimits } from '../../config/limits';
import { TooManyRequestsError } from '../../lib/errors';
import { isHeavy } from './isHeavy';
import { Slots, WaitedTooLongError } from './Slots';
import { tasks, type TaskInput, type TaskOutput, type Tasks } from './tasks';
import evaluate, { type Evaluated } from './thread';

/** Characters of results that are remembered: what an administrator's policies allow has a million. */
const REMEMBERED = 30_000_000;
/** What a result weighs before it is there, and beside what is in it. */
const OWN_WEIGHT = 1000;
/** After which a thread without work ends, in milliseconds. */
const IDLE_MS = 60_000;
/** Beside its memory: V8's own spaces for what is new and for code. */
const YOUNG_MB = 32;

/** The file that threads load lies beside this one and has the same ending: `.ts` from source, `.cjs.js` when it is built. */
const FILE = __filename.replace(/Evaluator(?=[.\w]*$)/, 'thread');
/** From source, a thread compiles what it loads. */
const EXEC_ARGV = FILE.endsWith('.ts')
  ? ['--require', require.resolve('@backstage/cli/config/nodeTransform.cjs')]
  : undefined;

/** How an evaluation is asked for. */
export interface EvaluateOptions {
  /** However many wait already: for work that has begun to write. */
  waits?: boolean;
}

/**
 * Evaluates policies without holding the event loop: what may take long runs in worker threads, with a deadline, a cap on memory and a bounded queue.
 * Equal inputs are evaluated once.
 */
export class Evaluator {
  readonly #limits: EvaluationLimits;
  readonly #slots: Slots;
  /** On the event loop one at a time, between which others get their turn. */
  readonly #turns = new Slots(1);
  readonly #results = new LimitedCache<Promise<unknown>>(REMEMBERED);
  #pool: Piscina | undefined;

  constructor(options: { limits: EvaluationLimits }) {
    this.#limits = options.limits;
    this.#slots = new Slots(options.limits.threads);
  }

  /** @throws TooManyRequestsError - when too many wait, or it needs more time or memory than one evaluation may have. */
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

  /** Ends the threads. */
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
      return this.#turns.run(async () => {
        await yieldTurn();
        return evaluate({ name, input });
      });
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
      throw this.#refusal('Too many policy evaluations came before.');
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
      `${reason} Ask again in ${seconds} s, or with fewer statements and wildcards.`,
      seconds,
    );
  }

  /** Made when they are first needed: most installations and tests never do. */
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
