import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { isEntityRef } from '../../model/spec/entityRef';
import type { Ownership } from '../../findings/types';
import type { CatalogEntity } from './catalogEntity';

/** Whose what belongs to an entity is. */
export function ownershipOf({
  entityRef,
  system,
  owners,
}: CatalogEntity): Ownership {
  return { entityRef, ...(system !== undefined && { system }), owners };
}

/** Everyone's, and an entity's only when it is one entity's. */
export function ownershipOfAll(holders: Ownership[]): Ownership {
  const [{ entityRef, system }] = holders;
  const owners = [...new Set(holders.flatMap(holder => holder.owners))];
  return holders.every(holder => holder.entityRef === entityRef)
    ? { entityRef, ...(system !== undefined && { system }), owners }
    : { entityRef: null, owners };
}

/** By the owner tag of a role, which anyone may write who may tag it: only a reference counts. */
export function ownershipByTag(owner = ''): Ownership {
  const owners = isEntityRef(owner)
    ? [stringifyEntityRef(parseEntityRef(owner))]
    : [];
  return { entityRef: null, owners };
}
