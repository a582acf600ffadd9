import type { LoggerService } from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { Memberships } from '../authorization/Memberships';
import { sendNotification } from '../lib/sendNotification';
import { digestNotification } from './digest';
import type { OpenIssueStore } from './OpenIssueStore';

/** Reminds owners of their open findings. An owner without open findings gets no digest. */
export class DigestSender {
  readonly #logger: LoggerService;
  readonly #memberships: Pick<Memberships, 'membersOf'>;
  readonly #notifications: NotificationService;
  readonly #open: OpenIssueStore;
  readonly #periodMs: number;

  constructor(options: {
    logger: LoggerService;
    memberships: Pick<Memberships, 'membersOf'>;
    notifications: NotificationService;
    open: OpenIssueStore;
    periodMs: number;
  }) {
    this.#logger = options.logger;
    this.#memberships = options.memberships;
    this.#notifications = options.notifications;
    this.#open = options.open;
    this.#periodMs = options.periodMs;
  }

  /** Sends the digests. Does not reject if one could not be sent, because the next one contains the same findings. */
  async run(signal?: AbortSignal): Promise<void> {
    const now = new Date();
    const since = new Date(now.getTime() - this.#periodMs);
    const digests = await this.#open.digests(
      since.toISOString(),
      now.toISOString(),
    );
    const failures: unknown[] = [];
    for (const digest of digests) {
      if (signal?.aborted) break;
      try {
        await sendNotification({
          logger: this.#logger,
          notifications: this.#notifications,
          recipients: await this.#memberships.membersOf(digest.owner),
          payload: digestNotification(digest),
        });
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length === 0) return;
    this.#logger.info(
      `Could not send digests of findings to ${failures.length} of ${digests.length} owners. Retrying with the next digest: ${failures[0]}`,
    );
  }
}
