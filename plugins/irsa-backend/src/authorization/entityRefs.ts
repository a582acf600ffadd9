import {
  parseEntityRef,
  RELATION_OWNED_BY,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { isEntityRef } from '@backstage-irsa/core/model';

/** Returns the full form of an entity reference in lowercase; undefined if it is not a valid reference. */
export function normalizeRef(
  ref: string,
  defaults?: { defaultKind?: string; defaultNamespace?: string },
): string | undefined {
  try {
    const full = stringifyEntityRef(parseEntityRef(ref, defaults));
    return isEntityRef(full) ? full : undefined;
  } catch {
    return undefined;
  }
}

/** Returns the current owner in the catalog, which the author of the entity determines. */
export function ownerOf(entity: Entity): string | undefined {
  const relation = entity.relations?.find(
    ({ type }) => type === RELATION_OWNED_BY,
  );
  if (relation) return normalizeRef(relation.targetRef);
  const owner = entity.spec?.owner;
  return typeof owner === 'string'
    ? normalizeRef(owner, {
        defaultKind: 'Group',
        defaultNamespace: entity.metadata.namespace,
      })
    : undefined;
}
