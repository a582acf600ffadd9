import type { LoggerService } from '@backstage/backend-plugin-api';
import type { SignalsService } from '@backstage/plugin-signals-node';

/** The channel on which pages hear of verifications. */
const CHANNEL = 'irsa:verification';

/** Tells open pages that a verification runs and has ended. Everybody hears it, so it says no more than an opaque id. */
export class Announcer {
  readonly #signals: SignalsService;
  readonly #logger: LoggerService;

  constructor(options: { signals: SignalsService; logger: LoggerService }) {
    this.#signals = options.signals;
    this.#logger = options.logger;
  }

  /** Announces what runs. It neither waits for the announcements nor fails with them. */
  async during<T>(id: string, run: () => Promise<T>): Promise<T> {
    const begun = this.#publish({ id, state: 'running' });
    try {
      return await run();
    } finally {
      begun.then(() => this.#publish({ id, state: 'done' }));
    }
  }

  async #publish(message: {
    id: string;
    state: 'running' | 'done';
  }): Promise<void> {
    try {
      await this.#signals.publish({
        recipients: { type: 'broadcast' },
        channel: CHANNEL,
        message,
      });
    } catch (error) {
      this.#logger.debug(`A verification could not be announced: ${error}`);
    }
  }
}
