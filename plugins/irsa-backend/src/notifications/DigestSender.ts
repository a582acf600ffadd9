import type { LoggerService } from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import { digestNotification } from './digest';
import type { OpenIssueStore } from './OpenIssueStore';

/** Reminds owners of what is open. An owner without open findings gets no digest. */
export class DigestSender {
  readonly #logger: LoggerService;
  readonly #notifications: NotificationService;
  readonly #open: OpenIssueStore;
  readonly #periodMs: number;

  constructor(options: {
    logger: LoggerService;
    notifications: NotificationService;
    open: OpenIssueStore;
    periodMs: number;
  }) {
    this.#logger = options.logger;
    this.#notifications = options.notifications;
    this.#open = options.open;
    this.#periodMs = options.periodMs;
  }

  /** Never rejects because of a digest that could not be sent: the next one says the same. */
  async run(signal?: AbortSignal): Promise<void> {
    const now = new Date();
    const since = new Date(now.getTime() - this.#periodMs);
    const digests = await this.#open.digests(
      since.toISOString(),
      now.toISOString(),
    );
    for (const digest of digests) {
      if (signal?.aborted) return;
      try {
        await this.#notifications.send({
          recipients: { type: 'entity', entityRef: digest.owner },
          payload: digestNotification(digest),
        });
      } catch (error) {
        this.#logger.info(
          `Could not send digests of findings to their owners. Retrying with the next digest: ${error}`,
        );
        return;
      }
    }
  }
}
