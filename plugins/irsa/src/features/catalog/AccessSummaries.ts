import type { EntityAccess } from '@backstage-irsa/core/model';
import type { IrsaApi } from '@backstage-irsa/plugin-irsa-common';

/** The minimum time between requests for the same entity, in milliseconds. Backstage's table replaces its rows several times while its page opens. */
const FRESH_MS = 5_000;
/** The maximum number of entities per request to the backend. */
const AT_ONCE = 100;

type Ask = Pick<IrsaApi, 'summarizeEntityAccess'>;

/** The AWS access summaries of entities. Combines the requests of all rows of a table. */
export class AccessSummaries {
  readonly #api: Ask;
  readonly #known = new Map<string, EntityAccess | null>();
  readonly #asked = new Map<string, { at: number; answer: Promise<void> }>();
  #next?: { entityRefs: Set<string>; answer: Promise<void> };

  constructor(api: Ask) {
    this.#api = api;
  }

  /** Returns the last answer: null for an entity without access, undefined before the first answer. */
  known(entityRef: string): EntityAccess | null | undefined {
    return this.#known.get(entityRef);
  }

  /** Loads the summary of an entity, in one request with all other entities that are requested now. Does not repeat a recent request. */
  async load(entityRef: string): Promise<EntityAccess | null> {
    const last = this.#asked.get(entityRef);
    const isFresh = last && Date.now() - last.at < FRESH_MS;
    await (isFresh ? last.answer : this.#ask(entityRef));
    return this.#known.get(entityRef) ?? null;
  }

  #ask(entityRef: string): Promise<void> {
    const { entityRefs, answer } = (this.#next ??= this.#later());
    entityRefs.add(entityRef);
    this.#asked.set(entityRef, { at: Date.now(), answer });
    return answer;
  }

  #later() {
    const entityRefs = new Set<string>();
    // All rows of a table call `load` before this runs.
    const answer = Promise.resolve().then(async () => {
      this.#next = undefined;
      try {
        await this.#askFor([...entityRefs]);
      } catch (error) {
        for (const ref of entityRefs) this.#asked.delete(ref);
        throw error;
      }
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

/** Returns the summaries that all parts of a page share. */
export function summariesOf(api: Ask): AccessSummaries {
  const summaries = ofApis.get(api) ?? new AccessSummaries(api);
  ofApis.set(api, summaries);
  return summaries;
}
