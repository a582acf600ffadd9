import { namesOf, type ActionNames } from '../effective/names';
import type { ActionCatalogue } from '../summary/types';
import { ActionPattern } from './action-pattern';

/** How many actions of a service a list of action patterns covers. `some` can turn out to be no action at all. */
export type Extent = 'all' | 'some' | 'none';

/** The patterns of a list that name one service. */
interface ServicePatterns {
  isWhole: boolean;
  /** The patterns without wildcards: from lower case to the original spelling. */
  names: Map<string, string>;
  /** The patterns with wildcards. */
  patterns: ActionPattern[];
  /** How much work it is to compare an action with the patterns. */
  effort: number;
}

const WILDCARD = /[*?]/;

/**
 * The action patterns of a statement. Lists of a thousand patterns are common, mostly for services other than the requested one. So the
 * patterns are kept by service. All methods expect actions and services in lower case.
 */
export class ActionList {
  readonly #services = new Map<string, ServicePatterns>();
  /** The patterns with a wildcard in the service prefix. */
  readonly #anywhere: ActionPattern[] = [];
  #effortAnywhere = 1;
  #isEverything = false;

  constructor(sources: string[]) {
    for (const source of sources) this.#add(source.toLowerCase(), source);
  }

  /** Returns how many actions of a service the list covers. */
  of(service: string): Extent {
    const own = this.#services.get(service);
    if (this.#isEverything || own?.isWhole) return 'all';
    return own || this.#anywhere.length > 0 ? 'some' : 'none';
  }

  /** Checks whether the list covers an action of a service. */
  has(action: string, service: string): boolean {
    if (this.#isEverything) return true;
    const own = this.#services.get(service);
    if (own?.isWhole || own?.names.has(action)) return true;
    const matches = (pattern: ActionPattern) => pattern.matches(action);
    return (
      (own !== undefined && own.patterns.some(matches)) ||
      this.#anywhere.some(matches)
    );
  }

  /** Calls `visit` with the index of each listed action of a service of which the list covers `some` actions. An action can be visited twice. */
  each(
    service: string,
    names: ActionNames,
    visit: (index: number) => void,
  ): void {
    const own = this.#services.get(service);
    for (const name of own?.names.keys() ?? []) {
      const index = names.indexes.get(name);
      if (index !== undefined) visit(index);
    }
    for (const pattern of own?.patterns ?? []) pattern.each(names, visit);
    for (const pattern of this.#anywhere) pattern.each(names, visit);
  }

  /** Returns how much work it is to check an action of a service, in compared symbols. */
  effort(service: string): number {
    const own = this.#services.get(service);
    if (this.#isEverything || own?.isWhole) return 1;
    return this.#effortAnywhere + (own?.effort ?? 0);
  }

  /** Checks whether any pattern names this service. */
  mentions(service: string): boolean {
    return this.#services.has(service);
  }

  /** Returns the patterns, as written, that name a service and match none of its actions in a catalogue. Calls `spend` with the work before it. */
  unknown(
    catalogue: ActionCatalogue,
    spend: (work: number) => void = () => {},
  ): string[] {
    const unknown: string[] = [];
    for (const [prefix, { names, patterns, effort }] of this.#services) {
      const service = catalogue.service(prefix);
      const known = service && namesOf(service);
      spend(effort * (known?.folded.length ?? 1));
      for (const [name, source] of names) {
        if (!known?.indexes.has(name)) unknown.push(source);
      }
      for (const pattern of patterns) {
        if (!known || !pattern.matchesAny(known)) unknown.push(pattern.source);
      }
    }
    return unknown;
  }

  #add(folded: string, source: string): void {
    const colon = folded.indexOf(':');
    const wildcard = folded.search(WILDCARD);
    if (folded === '*' || folded === '*:*') {
      this.#isEverything = true;
    } else if (colon < 0 || (wildcard >= 0 && wildcard < colon)) {
      const pattern = new ActionPattern(source, folded, wildcard);
      this.#anywhere.push(pattern);
      this.#effortAnywhere += pattern.effort;
    } else {
      const own = this.#patternsOf(folded.slice(0, colon));
      if (wildcard < 0) own.names.set(folded, source);
      else {
        const pattern = new ActionPattern(source, folded, wildcard);
        own.patterns.push(pattern);
        own.effort += pattern.effort;
      }
      if (folded.slice(colon) === ':*') own.isWhole = true;
    }
  }

  #patternsOf(service: string): ServicePatterns {
    let own = this.#services.get(service);
    if (!own) {
      own = { isWhole: false, names: new Map(), patterns: [], effort: 0 };
      this.#services.set(service, own);
    }
    return own;
  }
}
