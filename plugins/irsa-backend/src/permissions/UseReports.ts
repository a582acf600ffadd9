import type { ClusterConfig } from '@backstage-irsa/core/model';
import type { ServiceUse } from '@backstage-irsa/core/permissions';
import type { Observer } from '../observe/Observer';
import { LimitedCache } from '../lib/LimitedCache';
import { unavailable } from '../lib/errors';

/** How long a report may be reused when the user selects something else to remove, in milliseconds. */
const FRESH_MS = 5 * 60_000;

/** The number of remembered reports. */
const REMEMBERED = 200;

/** What a role used, as AWS reported it at that time. */
interface UseReport {
  at: Date;
  uses: ServiceUse[];
}

/** AWS's reports of what roles used. Each takes some seconds to generate. */
export class UseReports {
  readonly #observer: Observer;
  readonly #remembered = new LimitedCache<UseReport>(REMEMBERED);

  constructor(observer: Observer) {
    this.#observer = observer;
  }

  /**
   * Returns the report of a role, at the level of actions. Returns the remembered report if `remembered` is set and the report is fresh.
   *
   * @throws ServiceUnavailableError - with the reason why AWS could not generate it.
   */
  async read(
    config: ClusterConfig,
    roleArn: string,
    { remembered }: { remembered: boolean },
  ): Promise<UseReport> {
    const known = remembered ? this.#remembered.get(roleArn) : undefined;
    const now = new Date();
    if (known && now.getTime() - known.at.getTime() < FRESH_MS) return known;
    const uses = await this.#observer.lastAccessed(
      config,
      roleArn,
      'ACTION_LEVEL',
    );
    if (uses.state === 'unknown') throw unavailable(uses.reason);
    const report = { at: now, uses: uses.state === 'found' ? uses.value : [] };
    this.#remembered.set(roleArn, report);
    return report;
  }
}
