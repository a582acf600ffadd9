import { found, valueOf } from '@backstage-irsa/core/model';
import type { ObservationStore } from './ObservationStore';

/** The key of the list: each account has one. */
const KEY = 'all';

/** Stores the roles of the instance profiles of each account as last read. They show the roles of nodes. */
export class InstanceProfileStore {
  readonly #readings: ObservationStore;

  constructor(readings: ObservationStore) {
    this.#readings = readings;
  }

  /** Returns the role ARN of each instance profile, by the ARN of the profile. Empty before the first scan of the account. */
  async roles(scope: string): Promise<ReadonlyMap<string, string>> {
    const known = await this.#readings.all<[string, string][]>(
      scope,
      'instance-profiles',
    );
    const reading = known.get(KEY);
    return new Map(reading && valueOf(reading.answer));
  }

  async record(
    scope: string,
    roles: ReadonlyMap<string, string>,
    readAt: string,
  ): Promise<void> {
    await this.#readings.record(
      scope,
      'instance-profiles',
      new Map([[KEY, { answer: found([...roles]), readAt }]]),
    );
  }
}
