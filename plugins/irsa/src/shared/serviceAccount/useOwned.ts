import { useEntity, useEntityOwnership } from '@backstage/plugin-catalog-react';

/** Whether the reader is among the owners of the entity at hand, without whom nothing of it may be changed; undefined until that is known. */
export function useOwned(): boolean | undefined {
  const { entity } = useEntity();
  const { loading, isOwnedEntity } = useEntityOwnership();
  return loading ? undefined : isOwnedEntity(entity);
}
