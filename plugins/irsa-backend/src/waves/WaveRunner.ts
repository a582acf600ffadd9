import { randomUUID } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { WaveItemState, WaveKind } from '@backstage-irsa/core/model';
import { trustAhead, waveTitle } from '@backstage-irsa/core/waves';
import { mapConcurrently } from '../lib/mapConcurrently';
import { describeFailure } from '../lib/errors';
import { countCalls } from '../lib/metrics/calls';
import { LEASE_MS } from '../serviceAccounts/Lease';
import { summaryOf, type StoredItem, type WaveRow } from './WaveRow';
import type { ItemChange, WaveStore } from './WaveStore';
import { ItemBlockedError, type WaveWork } from './WaveWork';

/** Items of a wave that are worked on at a time, each under its own claim and within the calls that scans may use. */
const ITEMS_AT_ONCE = 4;

/** For how long the permissions count that were asked for when a wave was started or resumed, in milliseconds. */
const PERMITTED_MS = 12 * 60 * 60_000;

interface WaveRunnerOptions {
  logger: LoggerService;
  waves: WaveStore;
  work: Record<WaveKind, WaveWork>;
}

/** Works on waves: one replica on each, some items at a time. What a killed process had begun is planned again from what is there. */
export class WaveRunner {
  readonly #o: WaveRunnerOptions;
  /** The waves that this process works on, each with whether it is to look again once it is through. */
  readonly #working = new Map<string, { looksAgain: boolean }>();
  #isStopped = false;

  constructor(options: WaveRunnerOptions) {
    this.#o = options;
  }

  /** Works on all waves that no other replica works on, until nothing is left to do or they are paused. */
  async run(): Promise<void> {
    const ids = await this.#o.waves.open();
    await Promise.all(ids.map(id => this.#runOne(id)));
  }

  /** As `run`, for callers that do not wait. */
  begin(): void {
    this.run().catch(error =>
      this.#o.logger.warn(`Waves were not worked on: ${error}`),
    );
  }

  /** Begins no further item. */
  stop(): void {
    this.#isStopped = true;
  }

  async #runOne(id: string): Promise<void> {
    const mine = this.#working.get(id);
    if (mine) mine.looksAgain = true;
    if (mine || this.#isStopped) return;
    const turn = { looksAgain: true };
    this.#working.set(id, turn);
    try {
      while (turn.looksAgain) {
        turn.looksAgain = false;
        await this.#take(id);
      }
    } finally {
      this.#working.delete(id);
    }
  }

  /** Works on a wave, unless another replica does. */
  async #take(id: string): Promise<void> {
    const { leases } = this.#o.waves;
    const key = { wave_id: id };
    const holder = randomUUID();
    let timer: NodeJS.Timeout | undefined;
    try {
      if ((await leases.take(key, holder)) !== holder) return;
      const lease = { isLost: false };
      timer = setInterval(() => {
        leases.renew(key, holder).then(
          isOurs => {
            if (!isOurs) lease.isLost = true;
          },
          error => this.#o.logger.warn(`Wave ${id}: ${error}`),
        );
      }, LEASE_MS / 4);
      await this.#work(id, lease);
    } catch (error) {
      this.#o.logger.warn(`Wave ${id} was not worked on: ${error}`);
    } finally {
      clearInterval(timer);
      await leases.release(key, holder).catch(() => {});
    }
  }

  async #work(id: string, lease: { isLost: boolean }): Promise<void> {
    const { waves } = this.#o;
    const wave = await waves.get(id);
    if (!wave) return;
    const goesOn = async () => {
      if (lease.isLost || this.#isStopped) return undefined;
      const now = await waves.get(id);
      return now?.state === wave.state ? now : undefined;
    };
    if (wave.state === 'planning') {
      await this.#plan(wave, goesOn);
    } else if (wave.state === 'running') {
      await this.#apply(wave, goesOn);
    } else if (wave.state === 'undoing') {
      await this.#undo(wave, goesOn);
    }
    // It may have been told to go on meanwhile.
    const next = await waves.get(id);
    if (next && next.state !== wave.state && !lease.isLost) {
      await this.#work(id, lease);
    }
  }

  async #plan(wave: WaveRow, goesOn: GoesOn): Promise<void> {
    const { waves, work } = this.#o;
    const items = await waves.items(wave.id, ['planning']);
    await mapConcurrently(ITEMS_AT_ONCE, items, async item => {
      if (!(await goesOn())) return;
      const calls = { aws: 0, kubernetes: 0 };
      const change = await outcomeOf(() =>
        countCalls(calls, () => work[wave.kind].plan(wave, item)),
      );
      await waves.setItem(item, {
        ...change,
        reads: calls.aws + calls.kubernetes,
      });
    });
    if (!(await goesOn())) return;
    await this.#countAhead(wave);
    await waves.move(wave.id, 'planning', { state: 'ready' });
  }

  /** Several items may share a role: what fits alone need not fit behind the others. */
  async #countAhead(wave: WaveRow): Promise<void> {
    const { waves } = this.#o;
    const pending = await waves.items(wave.id, ['pending']);
    const { policies, blockers, warnings } = trustAhead(
      pending.flatMap(({ trust }) => trust ?? []),
      { proposes: wave.kind === 'clone' && wave.mechanism !== 'pod-identity' },
    );
    for (const item of pending) {
      const blocker = blockers.get(item.position);
      const warning = warnings.get(item.position);
      if (blocker) {
        await waves.setItem(item, {
          state: 'blocked',
          reason: blocker.message,
          blockers: [blocker],
        });
      } else if (warning) {
        await waves.setItem(item, { warnings: [...item.warnings, warning] });
      }
    }
    await waves.setSummary(
      wave.id,
      summaryOf(wave.kind, await waves.items(wave.id), policies),
    );
  }

  async #apply(wave: WaveRow, goesOn: GoesOn): Promise<void> {
    const { waves, work } = this.#o;
    // Only who holds the lease works on items: what runs was cut off.
    await waves.setStates(wave.id, ['running'], 'pending');
    await this.#each(wave, goesOn, {
      items: await waves.items(wave.id, ['pending']),
      make: (current, item) =>
        work[wave.kind].apply({
          ...{ wave: current, item, by: requestOf(current) },
          isResumed: item.startedAt !== undefined,
        }),
    });
    const { pending, running } = await waves.counts(wave.id);
    if (pending + running > 0) return;
    await waves.move(wave.id, 'running', { state: 'done' });
  }

  async #undo(wave: WaveRow, goesOn: GoesOn): Promise<void> {
    const { waves, work } = this.#o;
    await waves.setStates(wave.id, ['running'], 'failed');
    const since = wave.commanded_at ?? '';
    const states: WaveItemState[] = ['done', 'failed', 'blocked'];
    const begun = await waves.items(wave.id, states, 'desc');
    await this.#each(wave, goesOn, {
      // Each is tried once for each command.
      items: begun.filter(
        ({ startedAt, endedAt = '' }) =>
          startedAt !== undefined && endedAt < since,
      ),
      make: (current, item) =>
        work[wave.kind].undo({
          ...{ wave: current, item, by: requestOf(current), isResumed: true },
        }),
    });
    if (!(await goesOn())) return;
    await waves.move(wave.id, 'undoing', { state: 'undone', undoing: false });
  }

  /** Works on items until the wave is paused. */
  async #each(
    wave: WaveRow,
    goesOn: GoesOn,
    { items, make }: Queue,
  ): Promise<void> {
    const { waves } = this.#o;
    const undoes = wave.state === 'undoing';
    await mapConcurrently(ITEMS_AT_ONCE, items, async item => {
      const current = await goesOn();
      if (!current || !(await this.#isPermitted(current))) return;
      const startedAt = item.startedAt ?? new Date().toISOString();
      await waves.setItem(item, { state: 'running', startedAt });
      const change = await outcomeOf(() =>
        countCalls({ aws: 0, kubernetes: 0 }, () => make(current, item)),
      );
      await waves.setItem(item, {
        ...(undoes ? undoneOf(item, change) : change),
        endedAt: new Date().toISOString(),
      });
      this.#o.logger.info(
        `Wave ${wave.id}: ${item.cluster}/${item.namespace}/${item.name}: ${
          change.state ?? 'kept'
        }${change.reason === undefined ? '' : `: ${change.reason}`}`,
      );
    });
  }

  /** Permissions that were asked for long ago may be withdrawn by now. */
  async #isPermitted({
    id,
    state,
    commanded_at: at,
  }: WaveRow): Promise<boolean> {
    const isFresh = at !== null && Date.parse(at) > Date.now() - PERMITTED_MS;
    if (!isFresh) {
      await this.#o.waves.move(id, state, {
        state: 'paused',
        state_reason:
          'Permissions were asked for 12 hours ago. Resume it to ask for them again.',
      });
    }
    return isFresh;
  }
}

/** Items in the order in which they are worked on, and what is done to each. */
interface Queue {
  items: StoredItem[];
  make(current: WaveRow, item: StoredItem): Promise<ItemChange>;
}

/** What is not undone stays as it is, with the reason. */
function undoneOf(
  { state }: StoredItem,
  { state: next, reason }: ItemChange,
): ItemChange {
  return next === 'undone'
    ? { state: next, reason }
    : { state, reason: `Not undone: ${reason}` };
}

/** The wave as it is now; undefined when nothing of it is to be begun any more. */
type GoesOn = () => Promise<WaveRow | undefined>;

/** Who asks for the changes of a wave, as auditors are told. */
function requestOf(wave: WaveRow) {
  const title = waveTitle({
    ...wave,
    toCluster: wave.to_cluster ?? undefined,
  });
  const why = wave.reason === null ? '' : `: ${wave.reason}`;
  return {
    requester: wave.commanded_by ?? wave.created_by,
    reason: `Wave ${wave.id} (${title})${why}`,
    ...(wave.change_number !== null && { changeNumber: wave.change_number }),
  };
}

async function outcomeOf(work: () => Promise<ItemChange>): Promise<ItemChange> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ItemBlockedError) {
      const { blockers, message } = error;
      return { state: 'blocked', reason: message, blockers };
    }
    return { state: 'failed', reason: describeFailure(error).message };
  }
}
