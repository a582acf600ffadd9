import type { ScanStores } from './types';

const DAY_MS = 24 * 60 * 60_000;

/** How often a process deletes unused policy sets and old states, in milliseconds. They take up space but do no harm. */
const RARELY_MS = 10 * 60_000;

/** Deletes what scans stored and nobody needs anymore. */
export class Cleanup {
  readonly #stores: ScanStores;
  readonly #historyDays: number;
  #rarelyRunAt = 0;

  constructor(options: { stores: ScanStores; historyDays: number }) {
    this.#stores = options.stores;
    this.#historyDays = options.historyDays;
  }

  /** Deletes what has been gone or resolved for longer than the history is kept. */
  async run(scope: string, now: Date): Promise<void> {
    const stores = this.#stores;
    const before = new Date(
      now.getTime() - this.#historyDays * DAY_MS,
    ).toISOString();
    const { places } = stores;
    await places.forget('role', await stores.roles.rows.drop(scope, before));
    await places.forget(
      'oidc-provider',
      await stores.providers.rows.drop(scope, before),
    );
    await places.forget(
      'workload',
      await stores.workloads.rows.drop(scope, before),
    );
    await places.forget(
      'node-role',
      await stores.nodeRoles.rows.drop(scope, before),
    );
    await places.forget(
      'service-account',
      await stores.serviceAccounts.drop(scope, before),
    );
    await stores.principals.rows.drop(scope, before);
    await stores.findings.drop(scope, before);
    if (now.getTime() - this.#rarelyRunAt < RARELY_MS) return;
    this.#rarelyRunAt = now.getTime();
    await stores.states.drop(before);
    await stores.sets.drop();
  }
}
