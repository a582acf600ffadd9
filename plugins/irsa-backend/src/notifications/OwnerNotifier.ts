import type { LoggerService } from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { Memberships } from '../authorization/Memberships';
import { sendNotification } from '../lib/sendNotification';
import type { NotificationStore } from './NotificationStore';
import type { OpenIssueStore } from './OpenIssueStore';
import { notificationOf } from './notification';
import type { IssueGroup, IssueUpdate } from './types';

/**
 * The number of failures without a success after which the run stops, because the service seems unavailable. The next run starts with other groups.
 */
const MOST_FAILURES = 3;

/**
 * Notifies owners once about each finding and broken IAM service account, and once when it is resolved. Sends one notification for each check. Works
 * from the database, so the next run of any replica sends what is missing. A notification is recorded after it is sent: a crash in between repeats at
 * most one and loses none.
 */
export class OwnerNotifier {
  readonly #logger: LoggerService;
  readonly #memberships: Pick<Memberships, 'membersOf'>;
  readonly #notifications: NotificationService;
  readonly #store: NotificationStore;
  readonly #open: OpenIssueStore;
  #failing = false;
  /** The keys of groups that could not be sent, most recent last. */
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

  /** Sends pending notifications. Never rejects because a notification could not be sent. */
  async run(signal?: AbortSignal): Promise<void> {
    const time = new Date();
    // Wait, to send one notification of a check for all changes instead of one for each scope.
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

  /** Notifies the members of an owner. If the catalog has no member, the updates stay pending. */
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

  /** Puts failed groups last, so that a notification that always fails does not delay the others. */
  #inTurn(groups: UpdateGroup[]): UpdateGroup[] {
    const pending = new Set(groups.map(({ key }) => key));
    const failed = [...this.#failed].filter(key => pending.has(key));
    this.#failed = new Set(failed);
    const turns = new Map(failed.map((key, index) => [key, index]));
    const turnOf = ({ key }: UpdateGroup) => turns.get(key) ?? -1;
    return [...groups].sort((a, b) => turnOf(a) - turnOf(b));
  }

  /** Logs only the first of consecutive failures, because an installation can have no notifications plugin. */
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

/** Groups updates by owner and check. */
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
