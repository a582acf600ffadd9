import type { CatalogueService } from '../summary/types';

/** The actions of a service with their prefix, in the order of the catalogue. */
export interface ActionNames {
  /** As people write them, such as `s3:GetObject`. */
  full: string[];
  /** In lower case. */
  folded: string[];
  /** The index of each name in lower case. */
  indexes: Map<string, number>;
  /** The indexes of `folded`, sorted by it, so that names that begin alike stand together. */
  sorted: number[];
}

const known = new WeakMap<CatalogueService, ActionNames>();

/** Made once for each service: there are more than twenty thousand, and making them takes longer than using them. */
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

/** Calls back with the index of each name that begins with a prefix in lower case. */
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

/** Whether any name begins with a prefix in lower case. */
export function hasNameFrom(prefix: string, names: ActionNames): boolean {
  const { folded, sorted } = names;
  const at = placeOf(prefix, names);
  return at < sorted.length && folded[sorted[at]].startsWith(prefix);
}

/** Where names that begin with a prefix stand in `sorted`. */
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
