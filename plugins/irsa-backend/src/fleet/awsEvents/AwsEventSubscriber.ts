import type { LoggerService } from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import type { IrsaConfig } from '../../config/types';
import { awaitDatabase } from '../../lib/awaitDatabase';
import { changedBy, type ChangedThing } from './changedBy';
import type { ChangedThingStore } from './ChangedThingStore';
import { clustersOf } from './clustersOf';

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
      // The sender does not repeat the event.
      await awaitDatabase(() => this.#o.things.note(outcome.thing));
    }
  }

  #isOurs(thing: ChangedThing): boolean {
    const { config } = this.#o;
    return 'eksName' in thing
      ? clustersOf(thing, config).length > 0
      : config.accounts?.includes(thing.accountId) ?? false;
  }
}
