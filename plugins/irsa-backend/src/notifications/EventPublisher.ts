import type { EventsService } from '@backstage/plugin-events-node';
import {
  IRSA_FINDINGS_TOPIC,
  IRSA_SERVICE_ACCOUNTS_TOPIC,
} from '@backstage-irsa/plugin-irsa-node';
import { yieldTurn } from '../lib/yieldTurn';
import type { EventStore } from './EventStore';
import type { RemovalEvents } from './RemovalEvents';

/**
 * Publishes events for other plugins, based on the database. Events are recorded page by page after they are published, so a crash in between repeats
 * at most one page and loses none.
 */
export class EventPublisher {
  readonly #events: EventsService;
  readonly #removals: RemovalEvents;
  readonly #store: EventStore;

  constructor(options: {
    events: EventsService;
    removals: RemovalEvents;
    store: EventStore;
  }) {
    this.#events = options.events;
    this.#removals = options.removals;
    this.#store = options.store;
  }

  /** @throws errors of publishing; the next run publishes the remaining events. */
  async run(signal?: AbortSignal): Promise<void> {
    const now = new Date().toISOString();
    for (const type of ['opened', 'accepted', 'resolved', 'retired'] as const) {
      await publishAll({
        topic: IRSA_FINDINGS_TOPIC,
        events: this.#events,
        next: () => this.#store.findings(type, now),
        record: published => this.#store.recordFindings(type, published),
        signal,
      });
    }
    // First, because an IAM service account can have been created again under the same ID.
    await publishAll({
      topic: IRSA_SERVICE_ACCOUNTS_TOPIC,
      events: this.#events,
      next: () => this.#removals.next(),
      record: published => this.#removals.record(published),
      signal,
    });
    await publishAll({
      topic: IRSA_SERVICE_ACCOUNTS_TOPIC,
      events: this.#events,
      next: () => this.#store.serviceAccounts(),
      record: published => this.#store.recordServiceAccounts(published),
      signal,
    });
  }
}

async function publishAll<Event>(options: {
  topic: string;
  events: EventsService;
  next(): Promise<Event[]>;
  record(published: Event[]): Promise<void>;
  signal?: AbortSignal;
}): Promise<void> {
  const { next, record, signal } = options;
  for (let page = await next(); page.length > 0; page = await next()) {
    const published: Event[] = [];
    try {
      await publishPage(page, options, published);
    } finally {
      await record(published);
    }
    if (signal?.aborted) return;
    await yieldTurn();
  }
}

/** Adds each event to `published` at once, so that the caller knows which events were published if one fails. */
async function publishPage<Event>(
  page: Event[],
  options: { topic: string; events: EventsService; signal?: AbortSignal },
  published: Event[],
): Promise<void> {
  const { topic, events, signal } = options;
  for (const eventPayload of page) {
    if (signal?.aborted) return;
    await events.publish({ topic, eventPayload });
    published.push(eventPayload);
  }
}
