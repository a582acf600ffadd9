import type { LoggerService } from '@backstage/backend-plugin-api';
import type { NotificationPayload } from '@backstage/plugin-notifications-common';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import {
  hashPartsHex,
  type BreakGlass,
  timeText,
} from '@backstage-irsa/core/model';
import type { Memberships } from '../authorization/Memberships';
import { sendNotification } from '../lib/sendNotification';
import { nameInCluster } from '../serviceAccounts/nameInCluster';
import type { StoredApproval } from './ApprovalRow';

/** Users can switch this topic off in their settings. */
const TOPIC = 'AWS access approvals';

/** How long approvers are not notified again if the request changes, in milliseconds. */
const ASKED_AGAIN_AFTER_MS = 5 * 60_000;

/** Sends notifications about approvals. A notification that cannot be sent does not block anything, because the pages show the same. */
export class ApprovalNotices {
  readonly #logger: LoggerService;
  readonly #memberships: Pick<Memberships, 'membersOf'>;
  readonly #notifications: NotificationService;

  constructor(options: {
    logger: LoggerService;
    memberships: Pick<Memberships, 'membersOf'>;
    notifications: NotificationService;
  }) {
    this.#logger = options.logger;
    this.#memberships = options.memberships;
    this.#notifications = options.notifications;
  }

  /**
   * Notifies the approvers. The next request of the same user for the same ServiceAccount and rule replaces the notification. Approvers are not
   * notified again if this approval replaces one that was requested a short time ago.
   */
  async asked(
    approval: StoredApproval,
    approvers: string[],
    lapsed: StoredApproval[] = [],
  ): Promise<void> {
    const isAsked = lapsed.some(
      ({ rule, state, requestedAt }) =>
        rule === approval.rule &&
        state === 'pending' &&
        Date.parse(requestedAt) > Date.now() - ASKED_AGAIN_AFTER_MS,
    );
    if (isAsked) return;
    await this.#send(approvers, {
      title: `Approval needed: AWS access of ${nameInCluster(approval)}`,
      description: `${approval.requestedBy} requests it (rule ${approval.rule}).`,
      link: linkOf(approval),
      severity: 'high',
      scope: `irsa:approval:${hashPartsHex([
        approval.serviceAccountId,
        approval.rule,
        approval.requestedBy,
      ])}`,
    });
  }

  /** Notifies the requester of the decision. */
  async decided(
    approval: StoredApproval,
    state: 'approved' | 'rejected',
    by: string,
  ): Promise<void> {
    const next = state === 'approved' ? ' Apply it within 24 hours.' : '';
    await this.#send([approval.requestedBy], {
      title: `${
        state === 'approved' ? 'Approved' : 'Rejected'
      }: AWS access of ${nameInCluster(approval)}`,
      description: `${by} ${state} it (rule ${approval.rule}).${next}`,
      link: linkOf(approval),
      severity: 'high',
      scope: `irsa:approval:${approval.id}`,
    });
  }

  /** Notifies administrators of a break-glass session. */
  async brokenGlass(
    user: string,
    { id, accountId, reason, expiresAt }: BreakGlass,
    administrators: string[],
  ): Promise<void> {
    this.#logger.warn(
      `Break-glass ${id}: ${user} applies without approvals in ${accountId} until ${timeText(
        expiresAt,
      )}: ${reason}`,
    );
    await this.#send(administrators, {
      title: `Break-glass: ${user} applies without approvals in ${accountId}`,
      description: `Until ${timeText(expiresAt)}. Reason: ${reason}`,
      link: '/irsa/approvals',
      severity: 'critical',
      scope: `irsa:break-glass:${id}`,
    });
  }

  /** Sends a notification to users, and to the members of groups. */
  async #send(
    refs: string[],
    payload: Omit<NotificationPayload, 'topic'>,
  ): Promise<void> {
    try {
      const members = await Promise.all(
        refs.map(ref => this.#memberships.membersOf(ref)),
      );
      await sendNotification({
        logger: this.#logger,
        notifications: this.#notifications,
        recipients: [...new Set(members.flat())],
        payload: { ...payload, topic: TOPIC },
      });
    } catch (error) {
      this.#logger.info(`"${payload.title}" could not be sent: ${error}`);
    }
  }
}

function linkOf({ id }: StoredApproval): string {
  return `/irsa/approvals?id=${encodeURIComponent(id)}`;
}
