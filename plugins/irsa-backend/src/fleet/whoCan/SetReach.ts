import {
  isReached,
  reachOf,
  type AccessQuestion,
} from '@backstage-irsa/core/permissions';
import { LimitedCache } from '../../lib/LimitedCache';
import type { ReadySet } from '../../permissions/PolicySets';

/** The maximum number of cached policy sets, for all services together. */
const MOST_SETS = 200_000;

/** The resources, with wildcards, on which each policy set possibly allows calls, by the hash of the set. */
type Reaches = Map<string, string[]>;

/** Finds the policy sets that possibly allow a call, by the resources that they name. A hash identifies content, so cached results stay true. */
export class SetReach {
  readonly #services = new LimitedCache<Reaches>(MOST_SETS);

  /** Returns the sets about which nothing is known for the service. */
  unknown(hashes: string[], service: string): string[] {
    const known = this.#services.get(service);
    return hashes.filter(hash => !known?.has(hash));
  }

  learn(sets: Map<string, ReadySet>, service: string): void {
    const known: Reaches = this.#services.get(service) ?? new Map();
    for (const [hash, { policies }] of sets) {
      known.set(hash, reachOf(policies, { service }));
    }
    this.#services.set(service, known, known.size);
  }

  /** Returns the sets that possibly allow the call, and the sets about which nothing is known. */
  reaching(hashes: string[], { service, resource }: AccessQuestion): string[] {
    const known = this.#services.get(service);
    return hashes.filter(hash => {
      const reach = known?.get(hash);
      return !reach || isReached(reach, resource);
    });
  }
}
