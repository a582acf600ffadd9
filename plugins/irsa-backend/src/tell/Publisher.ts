import type { EventsService } from '@backstage/plugin-events-node';
import {
  IRSA_FINDINGS_TOPIC,
  IRSA_SERVICE_ACCOUNTS_TOPIC,
} from '@backstage-irsa/plugin-irsa-node';
import type { EventStore } from '../store/tell/EventStore';

/**
 * Publishes events for other plugins, by what is stored. An event is recorded once it is published, so a crash between the two repeats one at most
 * and loses none.
 */
export class Publisher {
  readonly #events: EventsService;
  readonly #store: EventStore;

  static create(options: {
    events: EventsService;
    store: EventStore;
  }): Publisher {
    return new Publisher(options);
  }

  private constructor(options: { events: EventsService; store: EventStore }) {
    this.#events = options.events;
    this.#store = options.store;
  }

  /** @throws what publishing throws; what was not published yet is so by the next run. */
  async run(signal?: AbortSignal): Promise<void> {
    const now = new Date().toISOString();
    for (const type of ['opened', 'accepted', 'mended'] as const) {
      await publishAll({
        topic: IRSA_FINDINGS_TOPIC,
        events: this.#events,
        next: () => this.#store.findings(type, now),
        record: event => this.#store.recordFinding(event),
        signal,
      });
    }
    await publishAll({
      topic: IRSA_SERVICE_ACCOUNTS_TOPIC,
      events: this.#events,
      next: () => this.#store.serviceAccounts(),
      record: event => this.#store.recordServiceAccount(event),
      signal,
    });
  }
}

async function publishAll<Event>(options: {
  topic: string;
  events: EventsService;
  next(): Promise<Event[]>;
  record(event: Event): Promise<void>;
  signal?: AbortSignal;
}): Promise<void> {
  const { topic, events, next, record, signal } = options;
  for (let page = await next(); page.length > 0; page = await next()) {
    for (const eventPayload of page) {
      if (signal?.aborted) return;
      await events.publish({ topic, eventPayload });
      await record(eventPayload);
    }
  }
}
