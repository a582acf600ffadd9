import type { ClusterConfig } from '@backstage-irsa/core/model';
import type { ServiceUse } from '@backstage-irsa/core/permissions';
import type { Observer } from '../observe/Observer';
import { LimitedCache } from '../lib/LimitedCache';
import { unavailable } from '../lib/errors';

/** A report that was read this little while ago, in milliseconds, does for another choice of what is to go. */
const FRESH_MS = 5 * 60_000;

/** Reports that are remembered. */
const REMEMBERED = 200;

/** What a role used, as AWS reported it at that time. */
interface UseReport {
  at: Date;
  uses: ServiceUse[];
}

/** AWS's reports of what roles used, which take seconds each. */
export class UseReports {
  readonly #observer: Observer;
  readonly #remembered = new LimitedCache<UseReport>(REMEMBERED);

  constructor(observer: Observer) {
    this.#observer = observer;
  }

  /**
   * The report of a role, at the level of actions; the remembered one where that will do and is fresh.
   *
   * @throws ServiceUnavailableError - with what kept AWS from making it.
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
