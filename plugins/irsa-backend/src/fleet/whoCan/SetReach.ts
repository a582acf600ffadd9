import {
  isReached,
  reachOf,
  type AccessQuestion,
} from '@backstage-irsa/core/permissions';
import { LimitedCache } from '../../lib/LimitedCache';
import type { ReadySet } from '../../permissions/PolicySets';

/** Sets of policies that are remembered for a service, of all services together. */
const MOST_SETS = 200_000;

/** By the hash of a set: the resources, with wildcards, on which it may allow calls. */
type Reaches = Map<string, string[]>;

/** Which sets of policies may allow a call, by the resources that they name. A hash stands for a content, so that what is known of it stays true. */
export class SetReach {
  readonly #services = new LimitedCache<Reaches>(MOST_SETS);

  /** Those of which nothing is known for the service. */
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

  /** Those that may allow the call, and of which nothing is known. */
  reaching(hashes: string[], { service, resource }: AccessQuestion): string[] {
    const known = this.#services.get(service);
    return hashes.filter(hash => {
      const reach = known?.get(hash);
      return !reach || isReached(reach, resource);
    });
  }
}
