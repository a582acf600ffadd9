import type { LoggerService } from '@backstage/backend-plugin-api';
import type { NotificationPayload } from '@backstage/plugin-notifications-common';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { BreakGlass } from '@backstage-irsa/core/model';
import type { StoredApproval } from './ApprovalRow';

/** People may switch this topic off in their settings. */
const TOPIC = 'AWS access approvals';

/** Tells people what waits for them. What cannot be sent holds nothing up: the pages show it all the same. */
export class ApprovalNotices {
  readonly #notifications: NotificationService;
  readonly #logger: LoggerService;

  constructor(options: {
    notifications: NotificationService;
    logger: LoggerService;
  }) {
    this.#notifications = options.notifications;
    this.#logger = options.logger;
  }

  /** Asks the approvers. */
  async asked(approval: StoredApproval, approvers: string[]): Promise<void> {
    await this.#send(approvers, {
      title: `Approval needed: ${placeOf(approval)}`,
      description: `${approval.requestedBy} asks for it (rule ${approval.rule}).`,
      link: linkOf(approval),
      severity: 'high',
      scope: `irsa:approval:${approval.id}`,
    });
  }

  /** Tells the requester. */
  async decided(
    approval: StoredApproval,
    state: 'approved' | 'rejected',
    by: string,
  ): Promise<void> {
    const next = state === 'approved' ? ' Apply it within 24 hours.' : '';
    await this.#send([approval.requestedBy], {
      title: `${state === 'approved' ? 'Approved' : 'Rejected'}: ${placeOf(
        approval,
      )}`,
      description: `${by} ${state} it (rule ${approval.rule}).${next}`,
      link: linkOf(approval),
      severity: 'high',
      scope: `irsa:approval:${approval.id}`,
    });
  }

  /** Alarms administrators. */
  async brokenGlass(
    user: string,
    { id, accountId, reason, expiresAt }: BreakGlass,
    administrators: string[],
  ): Promise<void> {
    this.#logger.warn(
      `Break-glass ${id}: ${user} applies without approvals in ${accountId} until ${expiresAt}: ${reason}`,
    );
    await this.#send(administrators, {
      title: `Break-glass: ${user} applies without approvals in ${accountId}`,
      description: `Until ${expiresAt}. Reason: ${reason}`,
      link: '/irsa/approvals',
      severity: 'critical',
      scope: `irsa:break-glass:${id}`,
    });
  }

  async #send(
    entityRef: string[],
    payload: Omit<NotificationPayload, 'topic'>,
  ): Promise<void> {
    if (entityRef.length === 0) return;
    try {
      await this.#notifications.send({
        recipients: { type: 'entity', entityRef },
        payload: { ...payload, topic: TOPIC },
      });
    } catch (error) {
      this.#logger.info(`"${payload.title}" could not be sent: ${error}`);
    }
  }
}

function placeOf({ cluster, namespace, name }: StoredApproval): string {
  return `AWS access of ${namespace}/${name} in ${cluster}`;
}

function linkOf({ id }: StoredApproval): string {
  return `/irsa/approvals?id=${encodeURIComponent(id)}`;
}
