import { setTimeout as sleep } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import type { IrsaConfig } from '../../config/types';
import { changedBy, type ChangedThing } from './changedBy';
import type { ChangedThingStore } from './ChangedThingStore';
import { clustersOf } from './clustersOf';

/** How long an event waits for the database, and how often it tries, in milliseconds. */
const PATIENCE_MS = 60_000;
const LOOK_MS = 500;

interface Options {
  config: IrsaConfig;
  logger: LoggerService;
  things: ChangedThingStore;
}

/** Notes which objects AWS events report as changed. Keeps and trusts nothing else of an event. */
export class AwsEventSubscriber {
  readonly #o: Options;

  constructor(options: Options) {
    this.#o = options;
  }

  /** Subscribes to the configured topic. Replicas share the subscriber ID, and therefore the events. */
  async subscribe(events: EventsService): Promise<void> {
    const { eventsTopic, enabled } = this.#o.config.scans;
    if (eventsTopic === undefined || !enabled) return;
    await events.subscribe({
      id: 'irsa-aws-changes',
      topics: [eventsTopic],
      onEvent: ({ eventPayload }) => this.#take(eventPayload),
    });
  }

  async #take(payload: unknown): Promise<void> {
    const outcome = changedBy(payload);
    if (outcome.result === 'malformed') {
      this.#o.logger.warn(
        `AWS event ${outcome.id} is ignored: ${outcome.reason}.`,
      );
    } else if (outcome.result === 'changed' && this.#isOurs(outcome.thing)) {
      await this.#note(outcome.thing);
    }
  }

  /** Notes a change. If the database is unavailable, waits for it: the sender does not repeat the event. */
  async #note(thing: ChangedThing): Promise<void> {
    for (const until = Date.now() + PATIENCE_MS; ; ) {
      try {
        await this.#o.things.note(thing);
        return;
      } catch (error) {
        if (Date.now() > until) throw error;
        await sleep(LOOK_MS);
      }
    }
  }

  #isOurs(thing: ChangedThing): boolean {
    const { config } = this.#o;
    return 'eksName' in thing
      ? clustersOf(thing, config).length > 0
      : config.accounts?.includes(thing.accountId) ?? false;
  }
}
