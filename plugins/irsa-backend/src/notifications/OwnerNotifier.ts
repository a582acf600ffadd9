import type { LoggerService } from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { NotificationStore } from './NotificationStore';
import { notificationOf } from './notification';
import type { FindingUpdate } from './types';

/** After so many failures without one success the service is taken to be away, until the next run. */
const MOST_FAILURES = 3;

/**
 * Notifies owners once of each finding and broken IAM service account, and once when it is resolved. Works from the store, so the next run of any
 * replica sends what is missing. A notification is recorded after it is sent: a crash between the two repeats one at most and loses none.
 */
export class OwnerNotifier {
  readonly #logger: LoggerService;
  readonly #notifications: NotificationService;
  readonly #store: NotificationStore;
  #failing = false;

  constructor(options: {
    logger: LoggerService;
    notifications: NotificationService;
    store: NotificationStore;
  }) {
    this.#logger = options.logger;
    this.#notifications = options.notifications;
    this.#store = options.store;
  }

  /** Never rejects because of a notification that could not be sent. */
  async run(signal?: AbortSignal): Promise<void> {
    const time = new Date();
    // One notification of all that happened meanwhile, instead of one a scope.
    if (await this.#store.isCatchingUp(time)) return;
    const now = time.toISOString();
    const pending = await this.#store.pending(now);
    let sent = 0;
    let failures = 0;
    for (const [owner, updates] of byOwner(pending)) {
      if (signal?.aborted) return;
      if (await this.#notify(owner, updates, now)) sent += 1;
      else failures += 1;
      if (sent === 0 && failures === MOST_FAILURES) return;
    }
  }

  async #notify(
    owner: string,
    updates: FindingUpdate[],
    now: string,
  ): Promise<boolean> {
    const stillOpen = await this.#store.countOpen(owner, now);
    try {
      await this.#notifications.send({
        recipients: { type: 'entity', entityRef: owner },
        payload: notificationOf({ owner, updates, stillOpen }),
      });
    } catch (error) {
      this.#logOnce(error);
      return false;
    }
    await this.#store.recordNotified(owner, updates);
    this.#failing = false;
    return true;
  }

  /** Logs the first of a row of failures: an installation may have no notifications plugin. */
  #logOnce(error: unknown): void {
    if (this.#failing) return;
    this.#failing = true;
    this.#logger.info(
      `Could not notify owners of findings. Retrying with each run: ${error}`,
    );
  }
}

function byOwner(updates: FindingUpdate[]): Map<string, FindingUpdate[]> {
  const digests = new Map<string, FindingUpdate[]>();
  for (const each of updates) {
    for (const owner of each.owners) {
      const digest = digests.get(owner);
      if (digest) digest.push(each);
      else digests.set(owner, [each]);
    }
  }
  return digests;
}
