import type { RequestLimitStore } from './RequestLimitStore';
import { TooManyRequestsError } from '../lib/errors';

/**
 * The kind of limit for the audit event of each route or action. Cutting off, deleting, and rolling back are not limited, so that nothing delays
 * removing access. Right-sizing is limited as an evaluation, because AWS first generates a report and policies are evaluated. So are decisions about
 * transfers: a refused confirmation can be repeated, and judges the policies for the new owner each time.
 */
const KINDS: Record<string, 'evaluation' | 'change' | 'verification'> = {
  'access-fetch': 'evaluation',
  'access-graph-fetch': 'evaluation',
  'discovery-start': 'evaluation',
  'entity-access-fetch': 'evaluation',
  'last-accessed-fetch': 'evaluation',
  'namespace-refresh': 'evaluation',
  'migration-plan-create': 'evaluation',
  'permissions-simulate': 'evaluation',
  'plan-create': 'evaluation',
  'rendering-create': 'evaluation',
  'right-size-propose': 'evaluation',
  'scan-start': 'evaluation',
  'service-account-diagnose': 'evaluation',
  'service-account-apply': 'change',
  'service-account-deliver': 'change',
  'service-account-hand-over': 'change',
  'service-account-migrate': 'change',
  'service-account-right-size': 'evaluation',
  'service-account-right-size-undo': 'change',
  'service-account-verify': 'verification',
  'transfer-decide': 'evaluation',
  'transfer-request': 'change',
  'wave-create': 'evaluation',
  'wave-resume': 'change',
  'wave-start': 'change',
};

/** Limits the number of expensive requests per user and minute, separately for each kind. */
export class RequestLimits {
  readonly #maxPerMinute: number;
  readonly #store: RequestLimitStore;

  constructor(options: { maxPerMinute: number; store: RequestLimitStore }) {
    this.#maxPerMinute = options.maxPerMinute;
    this.#store = options.store;
  }

  /** @throws TooManyRequestsError */
  async admit(eventId: string, userEntityRef: string): Promise<void> {
    if (!Object.hasOwn(KINDS, eventId)) return;
    const kind = KINDS[eventId];
    const seconds = await this.#store.take(userEntityRef, kind);
    if (seconds === undefined) return;
    throw new TooManyRequestsError(
      `You made ${
        this.#maxPerMinute
      } requests of kind "${kind}" within a minute, which is the limit (irsa.limits.requestsPerMinute). Retry in ${seconds} s.`,
      seconds,
    );
  }
}
