import type { EntityAccess } from '@backstage-irsa/core/model';
import type { IrsaApi } from '@backstage-irsa/plugin-irsa-common';

/** As many as the backend takes at once. */
const AT_ONCE = 100;

type Ask = Pick<IrsaApi, 'summarizeEntityAccess'>;

/** The AWS access of entities in short. What the rows of a table ask for is one request. */
export class AccessSummaries {
  readonly #api: Ask;
  readonly #known = new Map<string, EntityAccess | null>();
  #next?: { entityRefs: Set<string>; answer: Promise<void> };

  constructor(api: Ask) {
    this.#api = api;
  }

  /** The last answer; null for an entity without access, undefined before the first one. */
  known(entityRef: string): EntityAccess | null | undefined {
    return this.#known.get(entityRef);
  }

  /** Asks the backend, together with what else is asked for now. */
  async load(entityRef: string): Promise<EntityAccess | null> {
    const next = (this.#next ??= this.#later());
    next.entityRefs.add(entityRef);
    await next.answer;
    return this.#known.get(entityRef) ?? null;
  }

  #later() {
    const entityRefs = new Set<string>();
    // All rows of a table are there at once.
    const answer = Promise.resolve().then(() => {
      this.#next = undefined;
      return this.#askFor([...entityRefs]);
    });
    return { entityRefs, answer };
  }

  async #askFor(entityRefs: string[]): Promise<void> {
    for (let start = 0; start < entityRefs.length; start += AT_ONCE) {
      const some = entityRefs.slice(start, start + AT_ONCE);
      const { items } = await this.#api.summarizeEntityAccess(some);
      const byRef = new Map(items.map(item => [item.entityRef, item]));
      for (const ref of some) this.#known.set(ref, byRef.get(ref) ?? null);
    }
  }
}

const ofApis = new WeakMap<Ask, AccessSummaries>();

/** Those that all parts of a page share. */
export function summariesOf(api: Ask): AccessSummaries {
  const summaries = ofApis.get(api) ?? new AccessSummaries(api);
  ofApis.set(api, summaries);
  return summaries;
}
