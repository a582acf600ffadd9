import { inTurns } from '../../observe/bulk/inTurns';
import { unknown, type Observation } from '@backstage-irsa/core/model';
import type {
  Reading,
  ObservationKind,
  ObservationStore,
} from '../store/inventory/ObservationStore';
import type { LastVerified } from './LastVerified';
import type { AskingScan } from './types';

/** Each scan renews 1 in this many known answers: first answers that a verification has outdated, then the oldest. */
const SHARE = 20;

/** The minimum number of known answers that each scan renews. */
const FEW = 10;

/** The number of concurrent reads. */
const AT_A_TIME = 8;

/** Returns how many of the known answers a scan renews. */
export function renewedOf(known: number): number {
  return Math.max(FEW, Math.ceil(known / SHARE));
}

interface TurnOptions extends AskingScan {
  store: ObservationStore;
  scope: string;
  kind: ObservationKind;
  keys: Iterable<string>;
  most?: number;
  /** How long an answer is kept before it is asked for again, in milliseconds. */
  keptMs?: number;
  verified?: LastVerified;
  /** When the scan reads. ISO 8601. */
  at: string;
}

/** The keys that one scan reads, and what was known before. */
export interface Turn<T> {
  keys: string[];
  /** The answers from before the scan. */
  known: ObservationCache<T>;
  /** Stores the new answers. Returns the updated cache. */
  record: (
    answers: ReadonlyMap<string, Observation<T>>,
  ) => Promise<ObservationCache<T>>;
}

/** Caches what no list contains. Each key is read once when first needed, and then renewed in turns. */
export class ObservationCache<T> {
  readonly #answers: Map<string, Reading<T>>;
  readonly #at: string;

  /**
   * Reads keys that were never read, then keys without an answer, at most `most` in total. Then renews a share of the known answers; with `keptMs`,
   * all answers that are older than that, as far as `most` allows. Answers that a verification has outdated come first, because until then scans skip
   * what was verified. Keys that are no longer requested are deleted.
   *
   * Of the reads that failed for a missing permission, only a share is repeated, because each refusal creates an event in CloudTrail.
   */
  static async take<T>(
    options: TurnOptions & {
      read: (key: string) => Promise<Observation<T>>;
    },
  ): Promise<ObservationCache<T>> {
    const turn = await ObservationCache.turn<T>(options);
    const answers = new Map<string, Observation<T>>();
    await inTurns(turn.keys, AT_A_TIME, async key => {
      options.signal?.throwIfAborted();
      answers.set(key, await options.read(key));
    });
    return turn.record(answers);
  }

  /** Returns the keys to read, for a caller that does not read each key with one call. */
  static async turn<T>(options: TurnOptions): Promise<Turn<T>> {
    const { store, scope, kind, isPartial, at } = options;
    const keys = new Set(options.keys);
    const known = await store.all<T>(scope, kind);
    const forgotten = isPartial
      ? []
      : [...known.keys()].filter(key => !keys.has(key));
    forgotten.forEach(key => known.delete(key));
    return {
      keys: keysOfTurn(keys, known, options),
      known: new ObservationCache(known, at),
      record: async answers => {
        const changed = new Map<string, Reading<T>>();
        answers.forEach((answer, key) =>
          changed.set(key, { answer, readAt: at }),
        );
        await store.record(scope, kind, changed);
        await store.forget(scope, kind, forgotten);
        return new ObservationCache(new Map([...known, ...changed]), at);
      },
    };
  }

  /** Returns the stored answers without reading anything. */
  static async stored<T>(options: {
    store: ObservationStore;
    scope: string;
    kind: ObservationKind;
    at: string;
  }): Promise<ObservationCache<T>> {
    const { store, scope, kind, at } = options;
    return new ObservationCache(await store.all<T>(scope, kind), at);
  }

  private constructor(answers: Map<string, Reading<T>>, at: string) {
    this.#answers = answers;
    this.#at = at;
  }

  /** Returns the last answer for a key, and its time. */
  reading(key: string): Reading<T> {
    return (
      this.#answers.get(key) ?? {
        answer: unknown(
          `${key} has not been read yet. One of the next scans will read it.`,
        ),
        readAt: this.#at,
      }
    );
  }

  /** Returns the last answer for a key. */
  of(key: string): Observation<T> {
    return this.reading(key).answer;
  }
}

type Known = [key: string, reading: Reading<unknown>];

function keysOfTurn(
  keys: ReadonlySet<string>,
  known: Map<string, Reading<unknown>>,
  options: TurnOptions,
): string[] {
  const { most = Infinity, isPartial, verified } = options;
  const isBehind = ([key, { readAt }]: Known) =>
    readAt < (verified?.of(key) ?? '');
  const inOrder = [...known]
    .filter(([key]) => keys.has(key))
    .sort(
      (a, b) =>
        Number(isBehind(b)) - Number(isBehind(a)) ||
        (a[1].readAt < b[1].readAt ? -1 : 1),
    );
  const isAnswered = ([, { answer }]: Known) => answer.state !== 'unknown';
  const unanswered = inOrder.filter(entry => !isAnswered(entry));
  const fresh = [
    ...[...keys].filter(key => !known.has(key)),
    ...askedAgain(unanswered, options).map(([key]) => key),
  ].slice(0, most);
  if (isPartial) return fresh;
  const renewed = renewedNow(inOrder.filter(isAnswered), {
    ...options,
    most: most - fresh.length,
  });
  return [...fresh, ...renewed.map(([key]) => key)];
}

/** Returns the unanswered keys to read again: all of them, but only a share of those that lack a permission. */
function askedAgain(
  unanswered: Known[],
  { isPartial, isRequested }: TurnOptions,
): Known[] {
  if (isPartial || isRequested) return unanswered;
  const isRefused = ([, { answer }]: Known) =>
    answer.state === 'unknown' && answer.right !== undefined;
  const refused = unanswered.filter(isRefused);
  return [
    ...unanswered.filter(entry => !isRefused(entry)),
    ...refused.slice(0, renewedOf(refused.length)),
  ];
}

/** Returns the answered keys to renew, in the order in which to read them. */
function renewedNow(
  answered: Known[],
  { keptMs, most, at }: { keptMs?: number; most: number; at: string },
): Known[] {
  if (keptMs === undefined) {
    return answered.slice(0, renewedOf(answered.length));
  }
  return answered
    .filter(([, { readAt }]) => Date.parse(at) - Date.parse(readAt) > keptMs)
    .slice(0, most);
}
