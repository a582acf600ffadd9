import type { LoggerService } from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { NotificationStore } from './NotificationStore';
import type { OpenIssueStore } from './OpenIssueStore';
import { notificationOf } from './notification';
import type { IssueGroup, IssueUpdate } from './types';

/** After so many failures without one success the service is taken to be away, until the next run. */
const MOST_FAILURES = 3;

/**
 * Notifies owners once of each finding and broken IAM service account, and once when it is resolved: one notification for each check. Works from the store, so the next run of any
 * replica sends what is missing. A notification is recorded after it is sent: a crash between the two repeats one at most and loses none.
 */
export class OwnerNotifier {
  readonly #logger: LoggerService;
  readonly #notifications: NotificationService;
  readonly #store: NotificationStore;
  readonly #open: OpenIssueStore;
  #failing = false;

  constructor(options: {
    logger: LoggerService;
    notifications: NotificationService;
    store: NotificationStore;
    open: OpenIssueStore;
  }) {
    this.#logger = options.logger;
    this.#notifications = options.notifications;
    this.#store = options.store;
    this.#open = options.open;
  }

  /** Never rejects because of a notification that could not be sent. */
  async run(signal?: AbortSignal): Promise<void> {
    const time = new Date();
    // One notification of a check for all that happened meanwhile, instead of one a scope.
    if (await this.#store.isCatchingUp(time)) return;
    const now = time.toISOString();
    const pending = await this.#store.pending(now);
    let sent = 0;
    let failures = 0;
    for (const group of groupsOf(pending)) {
      if (signal?.aborted) return;
      if (await this.#notify(group, now)) sent += 1;
      else failures += 1;
      if (sent === 0 && failures === MOST_FAILURES) return;
    }
  }

  async #notify(group: UpdateGroup, now: string): Promise<boolean> {
    const { owner, check, updates } = group;
    const open = await this.#open.read(owner, check, now);
    try {
      await this.#notifications.send({
        recipients: { type: 'entity', entityRef: owner },
        payload: notificationOf({ ...group, open }),
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

type UpdateGroup = Pick<IssueGroup, 'owner' | 'check' | 'updates'>;

/** Together what is of one owner and check. */
function groupsOf(updates: IssueUpdate[]): UpdateGroup[] {
  const groups = new Map<string, UpdateGroup>();
  for (const update of updates) {
    for (const owner of update.recipients) {
      const { check } = update;
      const key = JSON.stringify([owner, check]);
      const group = groups.get(key) ?? { owner, check, updates: [] };
      group.updates.push(update);
      groups.set(key, group);
    }
  }
  return [...groups.values()];
}
