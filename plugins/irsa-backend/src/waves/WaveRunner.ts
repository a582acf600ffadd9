import { randomUUID } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { WaveKind } from '@backstage-irsa/core/model';
import { trustAhead, waveTitle } from '@backstage-irsa/core/waves';
import { mapConcurrently } from '../lib/mapConcurrently';
import { countCalls } from '../lib/metrics/calls';
import { LEASE_MS } from '../serviceAccounts/Lease';
import { outcomeOf } from './outcomeOf';
import { isChanged, summaryOf, type StoredItem, type WaveRow } from './WaveRow';
import type { ItemChange, WaveStore } from './WaveStore';
import type { WaveWork } from './WaveWork';

/** The number of items of a wave that are processed at a time, each under its own claim and within the call limit of scans. */
const ITEMS_AT_ONCE = 4;

/** How long the permission checks of a start or resume are valid, in milliseconds. */
const PERMITTED_MS = 12 * 60 * 60_000;

interface WaveRunnerOptions {
  logger: LoggerService;
  waves: WaveStore;
  work: Record<WaveKind, WaveWork>;
}

/** Processes waves: one replica for each, several items at a time. Items of a killed process are planned again from the current state. */
export class WaveRunner {
  readonly #o: WaveRunnerOptions;
  /** The waves that this process is working on, each with whether to check it again afterward. */
  readonly #working = new Map<string, { looksAgain: boolean }>();
  #isStopped = false;

  constructor(options: WaveRunnerOptions) {
    this.#o = options;
  }

  /** Starts to process all waves that no other replica is processing, until nothing is left to do or they are paused. Does not wait for them. */
  begin(): void {
    this.#run().catch(error =>
      this.#o.logger.warn(`Could not process waves: ${error}`),
    );
  }

  /** Starts no further item. */
  stop(): void {
    this.#isStopped = true;
  }

  async #run(): Promise<void> {
    const ids = await this.#o.waves.open();
    await Promise.all(ids.map(id => this.#runOne(id)));
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

  /** Processes a wave, unless another replica does. */
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
    // A command can have changed the state meanwhile.
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
      const change = await outcomeOf(item, () =>
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

  /** Several items can share a role: a trust policy entry that fits alone can be too much after those of the other items. */
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
    // Only the holder of the lease works on items, so running items were interrupted.
    await waves.setStates(wave.id, ['running'], 'pending');
    await this.#each(wave, goesOn, {
      items: await waves.items(wave.id, ['pending']),
      make: (current, item) =>
        work[wave.kind].apply({
          ...{ wave: current, item, by: requestOf(current) },
          beforeWriting: () =>
            waves.setItem(item, { wroteAt: new Date().toISOString() }),
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
    const items = await waves.items(wave.id);
    await this.#each(wave, goesOn, {
      // Each item is tried once for each command.
      items: items
        .reverse()
        .filter(item => isChanged(item) && (item.endedAt ?? '') < since),
      make: (current, item) =>
        work[wave.kind].undo({ wave: current, item, by: requestOf(current) }),
    });
    if (!(await goesOn())) return;
    await waves.move(wave.id, 'undoing', { state: 'undone', undoing: false });
  }

  /** Processes items until the wave is paused. */
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
      await waves.setItem(item, { state: 'running' });
      const change = await outcomeOf(item, () =>
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

  /** Whether the permission checks are recent. If not, pauses the wave, because permissions can have been withdrawn since. */
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
          'Permissions were checked 12 hours ago. Resume the wave to check them again.',
      });
    }
    return isFresh;
  }
}

/** Items in their processing order, and the function that processes each. */
interface Queue {
  items: StoredItem[];
  make(current: WaveRow, item: StoredItem): Promise<ItemChange>;
}

/** Returns the change of an item after an undo. If it was not undone, keeps its state and adds the reason. */
function undoneOf(
  { state }: StoredItem,
  { state: next, reason }: ItemChange,
): ItemChange {
  return next === 'undone'
    ? { state: next, reason }
    : { state, reason: `Not undone: ${reason}` };
}

/** Returns the current wave; undefined if no further item of it may be started. */
type GoesOn = () => Promise<WaveRow | undefined>;

/** Returns the requester and the reason for the changes of a wave, for auditors. */
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
