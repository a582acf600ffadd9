import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { isEntityRef } from '../../model/spec/entityRef';
import type { Ownership } from '../../findings/types';
import type { CatalogEntity } from './catalogEntity';

/** Returns the ownership of objects that belong to an entity. */
export function ownershipOf({
  entityRef,
  system,
  owners,
}: CatalogEntity): Ownership {
  return { entityRef, ...(system !== undefined && { system }), owners };
}

/** Returns the ownership of an object with several holders: all their owners, and an entity only if all holders have the same one. */
export function ownershipOfAll(holders: Ownership[]): Ownership {
  const [{ entityRef, system }] = holders;
  const owners = [...new Set(holders.flatMap(holder => holder.owners))];
  return holders.every(holder => holder.entityRef === entityRef)
    ? { entityRef, ...(system !== undefined && { system }), owners }
    : { entityRef: null, owners };
}

/** Returns the ownership from the owner tag of a role. Anyone who can tag the role can write it, so only a valid entity reference counts. */
export function ownershipByTag(owner = ''): Ownership {
  const owners = isEntityRef(owner)
    ? [stringifyEntityRef(parseEntityRef(owner))]
    : [];
  return { entityRef: null, owners };
}
