import { namesOf } from '../effective/names';
import { parseTemplate } from '../match/template';
import type {
  ActionCatalogue,
  CatalogueAction,
  CatalogueService,
} from '../summary/types';
import { PatternSet, patternOf, type Places } from './pattern-set';
import { hashOf } from './search';

/** The part of a statement that determines the actions to which it applies. */
export interface ActionList {
  /** The action patterns in lower case. */
  actions: string[];
  isNotAction: boolean;
}

/** An action of the catalogue. */
export interface KnownAction {
  service: CatalogueService;
  action: CatalogueAction;
  /** The name with service prefix, in the usual spelling. */
  name: string;
}

/** Actions to which the same statements apply. */
export interface ActionClass {
  /** The indexes of the statements. */
  statements: number[];
  actions: KnownAction[];
}

/** An action pattern and the index of its statement. */
interface Listed {
  text: string;
  statement: number;
}

/** The action patterns of statements, sorted by the effort to compare them. Each number is the index of a statement. */
interface Sorted {
  /** The statements that list all actions. */
  everything: number[];
  /** The statements that list a whole service, by prefix. */
  services: Map<string, number[]>;
  /** The statements that list an action by name, by that name. */
  names: Map<string, number[]>;
  /** The service prefixes of the actions in `names`. */
  named: Set<string>;
  /** The patterns with wildcards in one service, by prefix. */
  patterns: Map<string, Listed[]>;
  /** The patterns with a wildcard in the service prefix. */
  anywhere: Listed[];
}

/** Groups actions by the set of statements that apply to them. */
class Classes {
  readonly list: ActionClass[] = [];
  readonly #statements: ActionList[];
  readonly #not: Int32Array;
  readonly #current: Int32Array;
  readonly #byHash = new Map<
    number,
    Array<{ bits: Int32Array; item: ActionClass }>
  >();

  constructor(statements: ActionList[]) {
    this.#statements = statements;
    this.#not = new Int32Array((statements.length + 31) >>> 5);
    this.#current = new Int32Array(this.#not.length);
    statements.forEach(({ isNotAction }, index) => {
      if (isNotAction) this.#not[index >>> 5] |= 1 << (index & 31);
    });
  }

  begin(listing: number[]): void {
    this.#current.fill(0);
    listing.forEach(this.mark);
  }

  readonly mark = (statement: number): void => {
    this.#current[statement >>> 5] |= 1 << (statement & 31);
  };

  end(actions: KnownAction[]): void {
    const bits = this.#current;
    for (let at = 0; at < bits.length; at++) bits[at] ^= this.#not[at];
    const hash = hashOf(bits);
    const same = this.#byHash.get(hash) ?? [];
    this.#byHash.set(hash, same);
    const known = same.find(one =>
      one.bits.every((word, i) => word === bits[i]),
    );
    if (known) {
      known.item.actions.push(...actions);
      return;
    }
    const item = {
      statements: this.#statements.flatMap((_, index) =>
        ((bits[index >>> 5] >>> (index & 31)) & 1) === 1 ? [index] : [],
      ),
      actions: [...actions],
    };
    same.push({ bits: bits.slice(), item });
    this.list.push(item);
  }
}

/**
 * Groups all actions of the catalogue by the statements that apply to them. Expands each pattern once, and compares the action names of a service
 * with all relevant patterns at the same time.
 */
export function classify(
  statements: ActionList[],
  catalogue: ActionCatalogue,
): ActionClass[] {
  const sorted = sortPatterns(statements);
  const classes = new Classes(statements);
  for (const prefix of catalogue.prefixes()) {
    const service = catalogue.service(prefix);
    if (service) classifyService(service, sorted, classes);
  }
  return classes.list;
}

function sortPatterns(statements: ActionList[]): Sorted {
  const sorted: Sorted = {
    everything: [],
    services: new Map(),
    names: new Map(),
    named: new Set(),
    patterns: new Map(),
    anywhere: [],
  };
  const put = <T>(map: Map<string, T[]>, key: string, item: T) => {
    const list = map.get(key);
    if (list) list.push(item);
    else map.set(key, [item]);
  };
  statements.forEach(({ actions }, statement) => {
    for (const text of new Set(actions)) {
      const [prefix, name = ''] = text.split(':', 2);
      if (/^\*+(:\*+)?$/.test(text)) sorted.everything.push(statement);
      else if (/[*?]/.test(prefix)) sorted.anywhere.push({ text, statement });
      else if (/^\*+$/.test(name)) put(sorted.services, prefix, statement);
      else if (/[*?]/.test(name)) {
        put(sorted.patterns, prefix, { text, statement });
      } else {
        put(sorted.names, text, statement);
        sorted.named.add(prefix);
      }
    }
  });
  return sorted;
}

function classifyService(
  service: CatalogueService,
  sorted: Sorted,
  classes: Classes,
): void {
  const { prefix } = service;
  const known = knownActions(service);
  const whole = [...sorted.everything, ...(sorted.services.get(prefix) ?? [])];
  const patterns = [...(sorted.patterns.get(prefix) ?? []), ...sorted.anywhere];
  // For most services, no statement distinguishes between actions.
  if (patterns.length === 0 && !sorted.named.has(prefix)) {
    classes.begin(whole);
    classes.end(known);
    return;
  }
  const matched = matcherOf(patterns);
  namesOf(service).folded.forEach((name, index) => {
    classes.begin(whole);
    sorted.names.get(name)?.forEach(classes.mark);
    matched(name, classes.mark);
    classes.end([known[index]]);
  });
}

const remembered = new WeakMap<CatalogueService, KnownAction[]>();

/** Returns one object for each action of a service. Created only once, because AWS has more than 20,000 actions. */
function knownActions(service: CatalogueService): KnownAction[] {
  let known = remembered.get(service);
  if (!known) {
    const { full } = namesOf(service);
    known = service.actions.map((action, index) => ({
      service,
      action,
      name: full[index],
    }));
    remembered.set(service, known);
  }
  return known;
}

/** Returns a function that marks the statements whose patterns match a name. Faster if successive names have a common prefix. */
function matcherOf(
  patterns: Listed[],
): (name: string, mark: (statement: number) => void) => void {
  if (patterns.length === 0) return () => {};
  const set = new PatternSet(
    patterns.map(({ text }) =>
      patternOf(
        parseTemplate(text, { wildcards: true, variables: false }),
        () => undefined,
      ),
    ),
  );
  const path: Places[] = [set.start];
  let last = '';
  return (name, mark) => {
    let at = 0;
    while (at < last.length && last[at] === name[at]) at += 1;
    for (; at < name.length; at++) {
      path[at + 1] ??= new Int32Array(set.words);
      set.step(path[at], name.charCodeAt(at), path[at + 1]);
    }
    last = name;
    set.eachMatch(path[name.length], pattern =>
      mark(patterns[pattern].statement),
    );
  };
}
