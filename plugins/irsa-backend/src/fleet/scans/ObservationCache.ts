import { inTurns } from '../../observe/bulk/inTurns';
import { unknown, type Observation } from '@backstage-irsa/core/model';
import type {
  Reading,
  ObservationKind,
  ObservationStore,
} from '../store/inventory/ObservationStore';
import type { LastVerified } from './LastVerified';
import type { AskingScan } from './types';

/** Of what is known, one in so many is read again by each scan, what others have seen since and then the oldest first. */
const SHARE = 20;

/** So few are all read again each time. */
const FEW = 10;

/** Reads at a time. */
const AT_A_TIME = 8;

/** How many of so many known readings a scan makes again. */
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
  /** When it is read. ISO 8601. */
  at: string;
}

/** What one scan reads. */
export interface Turn<T> {
  keys: string[];
  /** What was known before it. */
  known: ObservationCache<T>;
  /** Stores what was read. Answers what is known then. */
  record: (
    answers: ReadonlyMap<string, Observation<T>>,
  ) => Promise<ObservationCache<T>>;
}

/** What no list tells, and is read one by one: once when it is first asked for, and then in turns. */
export class ObservationCache<T> {
  readonly #answers: Map<string, Reading<T>>;
  readonly #at: string;

  /**
   * Reads what was not read yet, then what gave no answer, at most `most` of both. Then it renews a share of what is known; with `keptMs` all that is
   * older than that, as far as `most` leaves room. What a verification has seen since comes first: until it is read, scans leave alone what was
   * verified. What is not asked for any more is forgotten.
   *
   * Of what was refused for a missing permission only a share is asked for again, since each refusal is an event in the company's CloudTrail.
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

  /** What this scan is to read, for a caller that does not read each key by one call. */
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

  /** What is known already. */
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

  /** What the last read said, and when. */
  reading(key: string): Reading<T> {
    return (
      this.#answers.get(key) ?? {
        answer: unknown(
          `${key} has not been read yet: scans read such things in turns.`,
        ),
        readAt: this.#at,
      }
    );
  }

  /** What the last read said. */
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

/** Of what gave no answer: all, but of what a permission is missing for a share. */
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

/** Of what was answered, in the order in which it is to be read again. */
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
