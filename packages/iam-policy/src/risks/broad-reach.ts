import { Reach, type StatementResources } from '../compare/unlimited';
import type { Grant } from '../effective/grant';
import { namesOf } from '../effective/names';
import { targetsOf, unknownTarget, type Target } from '../effective/target';
import { unchangeableBy } from '../evaluate/unchangeable';
import type { ActionCatalogue } from '../summary/types';
import { formatsOf } from './formats';
import { wildcardResources } from './wildcard-resources';

/** The work limit, in compared 32-bit words: a fraction of a second. */
const WORK = 20_000_000;

/** The statements that apply to an action on some of its resources. */
export interface Applying {
  grants: Grant[];
  denies: Grant[];
  limits: Grant[][];
}

/** Determines whether statements reach all resources of a type. Remembers the results: many actions have the same statements and types. */
export class BroadReach {
  readonly #catalogue?: ActionCatalogue;
  readonly #budget = { left: WORK };
  readonly #targets = new Map<string, Target>();
  readonly #results = new Map<Target, Map<string, boolean>>();
  /** The reaches by their resources, which differ less than the targets. */
  readonly #reaches = new Map<string, Reach>();

  constructor(catalogue?: ActionCatalogue) {
    this.#catalogue = catalogue;
  }

  /** Returns the target of an action in lower case. */
  targetOf(action: string): Target {
    const [prefix] = action.split(':', 1);
    const service = this.#catalogue?.service(prefix);
    const index = service && namesOf(service).indexes.get(action);
    if (service && index !== undefined) return targetsOf(service)[index];
    const key = unchangeableBy(action) ? action : prefix;
    const target = this.#targets.get(key) ?? unknownTarget(action);
    this.#targets.set(key, target);
    return target;
  }

  /**
   * Checks whether statements together grant an action on all resources of a type, or on so many that names are no real limit. Returns true if that
   * takes too long to determine.
   */
  isBroad(action: string, target: Target, applying: Applying): boolean {
    const formats = formatsOf(action, this.#catalogue);
    // The statements are about `*`, since others do not apply to an action that accepts only `*`.
    if (formats.length === 0) return applying.denies.length === 0;
    const known = this.#results.get(target) ?? new Map<string, boolean>();
    this.#results.set(target, known);
    const key = keyOf(applying);
    const result =
      known.get(key) ??
      this.#reachOf(applying, target, formats).isUnlimited(formats);
    known.set(key, result);
    return result;
  }

  #reachOf(
    { grants, denies, limits }: Applying,
    target: Target,
    formats: readonly string[],
  ): Reach {
    const resourcesOf = (list: Grant[]): StatementResources[] =>
      list.flatMap(grant => wildcardResources(grant.on(target), formats));
    const allowed = resourcesOf(grants);
    const denied = resourcesOf(denies);
    const limiting = limits.map(resourcesOf);
    const key = JSON.stringify([allowed, denied, ...limiting].map(textsOf));
    const reach =
      this.#reaches.get(key) ??
      new Reach(
        { allows: allowed, denies: denied, limits: limiting },
        this.#budget,
      );
    this.#reaches.set(key, reach);
    return reach;
  }
}

function textsOf(list: StatementResources[]) {
  return list.map(({ isNotResource, resources }) => [
    isNotResource,
    ...resources.map(({ text }) => text),
  ]);
}

function keyOf({ grants, denies, limits }: Applying): string {
  const ids = (list: Grant[]) => list.map(({ id }) => id).join();
  return [grants, denies, ...limits].map(ids).join(';');
}
