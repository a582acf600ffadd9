import { inTurns } from '../../observe/bulk/inTurns';
import { unknown, type Observation } from '@backstage-irsa/core/model';
import type {
  Reading,
  ObservationKind,
  ObservationStore,
} from '../store/inventory/ObservationStore';
import type { LastVerified } from './LastVerified';

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

interface TurnOptions {
  store: ObservationStore;
  scope: string;
  kind: ObservationKind;
  keys: Iterable<string>;
  most?: number;
  /** How long an answer is kept before it is asked for again, in milliseconds. */
  keptMs?: number;
  verified?: LastVerified;
  /** Whether more is asked for by others: what is known is neither renewed nor forgotten. */
  isPartial?: boolean;
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
   * Reads what is asked for and not known, at most `most` of it, and renews a share of the rest; or, with `keptMs`, what is older than that, with
   * `most` for both together. What a verification has seen since comes first: until it is read, scans leave alone what was verified. What is not asked for any more is forgotten. What gave no answer is asked for again each time.
   */
  static async take<T>(
    options: TurnOptions & {
      read: (key: string) => Promise<Observation<T>>;
      signal?: AbortSignal;
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
    const fresh = [...keys]
      .filter(key => !known.has(key))
      .slice(0, options.most);
    const oldest = isPartial
      ? []
      : oldestOf(known, { ...options, begun: fresh.length });
    return {
      keys: [...fresh, ...oldest],
      known: new ObservationCache(known, at),
      record: async answers => {
        const changed = new Map<string, Reading<T>>();
        answers.forEach((answer, key) =>
          changed.set(key, { answer, readAt: at }),
        );
        const answered = [...changed].filter(
          ([, { answer }]) => answer.state !== 'unknown',
        );
        await store.record(scope, kind, new Map(answered));
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

/** The keys of what is to be read again: what a verification has seen since, then the oldest. */
function oldestOf(
  known: Map<string, Reading<unknown>>,
  options: {
    keptMs?: number;
    most?: number;
    verified?: LastVerified;
    begun: number;
    at: string;
  },
): string[] {
  const { keptMs, most = Infinity, verified, begun, at } = options;
  const isBehind = ([key, { readAt }]: [string, Reading<unknown>]) =>
    readAt < (verified?.of(key) ?? '');
  const oldest = [...known].sort(
    (a, b) =>
      Number(isBehind(b)) - Number(isBehind(a)) ||
      (a[1].readAt < b[1].readAt ? -1 : 1),
  );
  const due =
    keptMs === undefined
      ? oldest.slice(0, renewedOf(known.size))
      : oldest
          .filter(
            ([, { readAt }]) => Date.parse(at) - Date.parse(readAt) > keptMs,
          )
          .slice(0, Math.max(0, most - begun));
  return due.map(([key]) => key);
}
