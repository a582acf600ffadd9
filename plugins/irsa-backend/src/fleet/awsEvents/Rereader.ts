import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { IrsaConfig } from '../../config/types';
import { countCalls, type CallCounts } from '../../lib/metrics/calls';
import { databaseTrouble } from '../../lib/databaseErrors';
import { mostTaken } from '../../observe/aws/AwsBudget';
import { toSingleLine } from '../../lib/toSingleLine';
import { startHeartbeat } from '../scans/heartbeat';
import type { ScanStores } from '../scans/types';
import { accountScope, clusterScope } from '../scans/scopes';
import type { ChangedThingStore, ClaimedThing } from './ChangedThingStore';
import type { ChangedReads } from './ChangedReads';
import { forgetAnswers } from './forgetAnswers';

/** How often each task looks for objects that events have reported, in milliseconds. */
const EVERY_MS = 1_000;

/** The tasks of each replica. Each reads the objects of another account, so that an account or cluster that does not answer holds up no other. */
export const CHANGE_TASKS = [1, 2, 3, 4].map(
  number => `irsa-aws-changes-${number}`,
);

/** The maximum number of objects of one account to read individually: for more objects, a scan of the whole account takes fewer calls. */
const MOST_READ = 100;

interface Options {
  config: IrsaConfig;
  logger: LoggerService;
  reads: ChangedReads;
  stores: ScanStores;
  things: ChangedThingStore;
}

/** Rereads the objects that events report as changed. One replica reads each object, once for all events of a short time. */
export class Rereader {
  readonly #o: Options;

  constructor(options: Options) {
    this.#o = options;
  }

  /** Schedules reads of due objects on every replica that scans, if a topic for events is configured. */
  async schedule(scheduler: SchedulerService): Promise<void> {
    const { scans } = this.#o.config;
    if (scans.eventsTopic === undefined || !scans.enabled || !scans.here)
      return;
    for (const id of CHANGE_TASKS) {
      await scheduler.scheduleTask({
        id,
        frequency: { milliseconds: EVERY_MS },
        timeout: { milliseconds: scans.timeoutMs },
        scope: 'local',
        fn: signal => this.#runDue(signal),
      });
    }
  }

  async #runDue(signal: AbortSignal): Promise<void> {
    const { config, logger, things } = this.#o;
    const most = mostTaken(config.limits.awsCallsPerMinute);
    while (!signal.aborted) {
      const claimed = await things.claim(most);
      if (claimed.length === 0) return;
      const stopHeartbeat = startHeartbeat(() => things.renew(claimed), {
        ...{ logger, signal },
      });
      try {
        await this.#runClaimed(claimed);
      } finally {
        stopHeartbeat();
      }
    }
  }

  async #runClaimed(claimed: ClaimedThing[]): Promise<void> {
    const { things } = this.#o;
    const [{ accountId }] = claimed.map(({ thing }) => thing);
    if ((await things.count(accountId)) <= MOST_READ) {
      await this.#readAll(accountId, claimed);
      return;
    }
    await this.#scanAll(accountId);
  }

  /** Requests scans instead of reading the objects. */
  async #scanAll(accountId: string): Promise<void> {
    const { config, stores, things } = this.#o;
    const all = await things.listOf(accountId);
    const changed = all.map(({ thing }) => thing);
    await forgetAnswers(changed, { config, readings: stores.readings });
    await this.#requestScans(accountId);
    await things.finish(all);
  }

  /** Requests scans of an account and its clusters, which start soon. */
  async #requestScans(accountId: string): Promise<void> {
    const { config, stores } = this.#o;
    await stores.scopes.requestForChange(accountScope(accountId));
    for (const cluster of config.clusters) {
      if (cluster.accountId !== accountId) continue;
      await stores.scopes.requestForChange(clusterScope(cluster.name));
    }
  }

  async #readAll(accountId: string, claimed: ClaimedThing[]): Promise<void> {
    const { stores, things } = this.#o;
    // A scan that started earlier can still store what it read before the change.
    const running = await stores.scopes.scanning();
    const isEarly = ({ waitsFor }: ClaimedThing) =>
      waitsFor.some(scope => running.has(scope));
    for (const one of claimed.filter(isEarly)) {
      await things.postpone([one], one.waitsFor);
    }
    const ready = claimed.filter(one => !isEarly(one));
    if (ready.length === 0) return;
    const scopes = await this.#read(accountId, ready);
    const again = [...scopes].filter(scope => running.has(scope));
    // A scan can overwrite the result.
    const isRepeated = ({ waitsFor }: ClaimedThing) =>
      again.length > 0 && waitsFor.length === 0;
    await things.postpone(ready.filter(isRepeated), again);
    await things.finish(ready.filter(one => !isRepeated(one)));
  }

  /** Reads the objects. Returns the scopes in which something was read. An object that cannot be read does not prevent reading the others. */
  async #read(accountId: string, some: ClaimedThing[]): Promise<Set<string>> {
    const { logger, reads, stores } = this.#o;
    const now = new Date();
    const counts: CallCounts = { aws: 0, kubernetes: 0 };
    const changed = some.map(({ thing }) => thing);
    try {
      const scopes = await countCalls(counts, () =>
        reads.read(accountId, changed, now),
      );
      await stores.scopes.noteChanges([...scopes], now.toISOString());
      logger.debug(
        `${some.length} changes in account ${accountId} needed ${counts.aws} AWS calls and ${counts.kubernetes} cluster calls.`,
      );
      return scopes;
    } catch (error) {
      // The claims expire, and a replica that has the database again reads the objects.
      if (databaseTrouble(error)) throw error;
      if (some.length > 1) {
        const each: Set<string>[] = [];
        for (const one of some) each.push(await this.#read(accountId, [one]));
        return new Set(each.flatMap(scopes => [...scopes]));
      }
      logger.warn(
        `A change of ${JSON.stringify(
          changed[0],
        )} was not read, and is left to a scan: ${toSingleLine(`${error}`)}`,
      );
      await this.#requestScans(accountId);
      return new Set();
    }
  }
}
