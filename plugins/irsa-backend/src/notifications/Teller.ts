import type { LoggerService } from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { TellStore } from './TellStore';
import { notificationOf } from './notification';
import type { News } from './types';

/** After so many failures without one success the service is taken to be away, until the next run. */
const MOST_FAILURES = 3;

/**
 * Tells owners what got worse and what was resolved, each once. It goes by what is stored, not by what it saw happen: whatever was not told is told
 * by the next run, by whichever replica. A notification is recorded once it is sent, so a crash between the two repeats one at most and loses none.
 */
export class Teller {
  readonly #logger: LoggerService;
  readonly #notifications: NotificationService;
  readonly #store: TellStore;
  #failing = false;

  constructor(options: {
    logger: LoggerService;
    notifications: NotificationService;
    store: TellStore;
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
    const untold = await this.#store.untold(now);
    let sent = 0;
    let failures = 0;
    for (const [owner, news] of byOwner(untold)) {
      if (signal?.aborted) return;
      if (await this.#tell(owner, news, now)) sent += 1;
      else failures += 1;
      if (sent === 0 && failures === MOST_FAILURES) return;
    }
  }

  async #tell(owner: string, news: News[], now: string): Promise<boolean> {
    const stillOpen = await this.#store.countOpen(owner, now);
    try {
      await this.#notifications.send({
        recipients: { type: 'entity', entityRef: owner },
        payload: notificationOf({ owner, news, stillOpen }),
      });
    } catch (error) {
      this.#sayOnce(error);
      return false;
    }
    await this.#store.recordTold(owner, news);
    this.#failing = false;
    return true;
  }

  /** Installations without the notifications plugin are not told every minute that they have none. */
  #sayOnce(error: unknown): void {
    if (this.#failing) return;
    this.#failing = true;
    this.#logger.info(
      `Owners could not be told of findings; they are told once notifications can be sent. ${error}`,
    );
  }
}

function byOwner(news: News[]): Map<string, News[]> {
  const letters = new Map<string, News[]>();
  for (const each of news) {
    for (const owner of each.owners) {
      const letter = letters.get(owner);
      if (letter) letter.push(each);
      else letters.set(owner, [each]);
    }
  }
  return letters;
}
