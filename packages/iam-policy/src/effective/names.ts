import type { CatalogueService } from '../summary/types';

/** The actions of a service with their prefix, in the order of the catalogue. */
export interface ActionNames {
  /** As people write them, such as `s3:GetObject`. */
  full: string[];
  /** In lower case. */
  folded: string[];
}

const known = new WeakMap<CatalogueService, ActionNames>();

/** Made once for each service: there are more than twenty thousand, and making them takes longer than using them. */
export function namesOf(service: CatalogueService): ActionNames {
  let names = known.get(service);
  if (!names) {
    const full = service.actions.map(({ name }) => `${service.prefix}:${name}`);
    names = { full, folded: full.map(name => name.toLowerCase()) };
    known.set(service, names);
  }
  return names;
}
