import type { LoggerService } from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { Memberships } from '../authorization/Memberships';
import { sendNotification } from '../lib/sendNotification';
import type { NotificationStore } from './NotificationStore';
import type { OpenIssueStore } from './OpenIssueStore';
import { notificationOf } from './notification';
import type { IssueGroup, IssueUpdate } from './types';

/** After so many failures without one success the service counts as unavailable until the next run, which begins with others. */
const MOST_FAILURES = 3;

/**
 * Notifies owners once of each finding and broken IAM service account, and once when it is resolved: one notification for each check. Works from the store, so the next run of any
 * replica sends what is missing. A notification is recorded after it is sent: a crash between the two repeats one at most and loses none.
 */
export class OwnerNotifier {
  readonly #logger: LoggerService;
  readonly #memberships: Pick<Memberships, 'membersOf'>;
  readonly #notifications: NotificationService;
  readonly #store: NotificationStore;
  readonly #open: OpenIssueStore;
  #failing = false;
  /** The keys of groups that could not be sent, the latest last. */
  #failed = new Set<string>();

  constructor(options: {
    logger: LoggerService;
    memberships: Pick<Memberships, 'membersOf'>;
    notifications: NotificationService;
    store: NotificationStore;
    open: OpenIssueStore;
  }) {
    this.#logger = options.logger;
    this.#memberships = options.memberships;
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
    const members = new Map<string, Promise<string[]>>();
    let sent = 0;
    let failures = 0;
    for (const group of this.#inTurn(groupsOf(pending))) {
      if (signal?.aborted) return;
      const known =
        members.get(group.owner) ?? this.#memberships.membersOf(group.owner);
      members.set(group.owner, known);
      const result = await this.#notify(group, known, now);
      if (result === 'sent') sent += 1;
      if (result === 'failed') failures += 1;
      if (sent === 0 && failures === MOST_FAILURES) return;
    }
  }

  /** Nobody is there as long as the catalog knows no member of an owner: what is to tell then waits for one. */
  async #notify(
    group: UpdateGroup,
    members: Promise<string[]>,
    now: string,
  ): Promise<'sent' | 'failed' | 'nobody'> {
    const { key, owner, check, updates } = group;
    this.#failed.delete(key);
    try {
      const recipients = await members;
      if (recipients.length === 0) return 'nobody';
      const open = await this.#open.read(owner, check, now);
      await sendNotification({
        logger: this.#logger,
        notifications: this.#notifications,
        recipients,
        payload: notificationOf({ ...group, open }),
      });
    } catch (error) {
      this.#failed.add(key);
      this.#logOnce(error);
      return 'failed';
    }
    await this.#store.recordNotified(owner, updates);
    this.#failing = false;
    return 'sent';
  }

  /** What failed comes last, so that what is always refused keeps no other waiting. */
  #inTurn(groups: UpdateGroup[]): UpdateGroup[] {
    const pending = new Set(groups.map(({ key }) => key));
    const failed = [...this.#failed].filter(key => pending.has(key));
    this.#failed = new Set(failed);
    const turns = new Map(failed.map((key, index) => [key, index]));
    const turnOf = ({ key }: UpdateGroup) => turns.get(key) ?? -1;
    return [...groups].sort((a, b) => turnOf(a) - turnOf(b));
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

type UpdateGroup = Pick<IssueGroup, 'owner' | 'check' | 'updates'> & {
  key: string;
};

/** Together what is of one owner and check. */
function groupsOf(updates: IssueUpdate[]): UpdateGroup[] {
  const groups = new Map<string, UpdateGroup>();
  for (const update of updates) {
    for (const owner of update.recipients) {
      const { check } = update;
      const key = JSON.stringify([owner, check]);
      const group = groups.get(key) ?? { key, owner, check, updates: [] };
      group.updates.push(update);
      groups.set(key, group);
    }
  }
  return [...groups.values()];
}
