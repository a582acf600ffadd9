import type { CatalogueService } from '../summary/types';

/** The names of the actions of a service with service prefix, in the order of the catalogue. */
export interface ActionNames {
  /** The names in their usual spelling, such as `s3:GetObject`. */
  full: string[];
  /** The names in lower case. */
  folded: string[];
  /** Maps each name in lower case to its index. */
  indexes: Map<string, number>;
  /** The indexes of `folded`, sorted by name, so that names with the same prefix are adjacent. */
  sorted: number[];
}

const known = new WeakMap<CatalogueService, ActionNames>();

/** Returns the action names of a service. Computed once for each service: AWS has more than 20,000 actions, and this takes longer than a lookup. */
export function namesOf(service: CatalogueService): ActionNames {
  let names = known.get(service);
  if (!names) {
    const full = service.actions.map(({ name }) => `${service.prefix}:${name}`);
    const folded = full.map(name => name.toLowerCase());
    names = {
      full,
      folded,
      indexes: new Map(folded.map((name, index) => [name, index])),
      sorted: folded
        .map((_, index) => index)
        .sort((a, b) => (folded[a] < folded[b] ? -1 : 1)),
    };
    known.set(service, names);
  }
  return names;
}

/** Calls `visit` with the index of each name that begins with a prefix in lower case. */
export function eachNameFrom(
  prefix: string,
  names: ActionNames,
  visit: (index: number) => void,
): void {
  const { folded, sorted } = names;
  let at = placeOf(prefix, names);
  while (at < sorted.length && folded[sorted[at]].startsWith(prefix)) {
    visit(sorted[at]);
    at += 1;
  }
}

/** Checks whether any name begins with a prefix in lower case. */
export function hasNameFrom(prefix: string, names: ActionNames): boolean {
  const { folded, sorted } = names;
  const at = placeOf(prefix, names);
  return at < sorted.length && folded[sorted[at]].startsWith(prefix);
}

/** Returns the position in `sorted` at which the names with a prefix begin. */
function placeOf(prefix: string, { folded, sorted }: ActionNames): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (folded[sorted[middle]] < prefix) from = middle + 1;
    else to = middle;
  }
  return from;
}
