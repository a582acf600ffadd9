import type { LoggerService } from '@backstage/backend-plugin-api';
import type { SignalsService } from '@backstage/plugin-signals-node';

/** The channel that pages subscribe to. */
const CHANNEL = 'irsa:verification';

/** Signals to open pages that a verification runs or has ended. Signals are broadcast, so they hold only an opaque ID. */
export class VerificationSignals {
  readonly #signals: SignalsService;
  readonly #logger: LoggerService;

  constructor(options: { signals: SignalsService; logger: LoggerService }) {
    this.#signals = options.signals;
    this.#logger = options.logger;
  }

  /** Signals the start and the end of a run. Does not wait for the signals, and does not fail if they fail. */
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
      this.#logger.debug(`Could not signal a verification: ${error}`);
    }
  }
}
