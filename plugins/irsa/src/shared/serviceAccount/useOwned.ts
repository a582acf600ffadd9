import { useEntity, useEntityOwnership } from '@backstage/plugin-catalog-react';

/** Whether the user is an owner of the current entity. Only owners may change its access. Undefined until the answer is known. */
export function useOwned(): boolean | undefined {
  const { entity } = useEntity();
  const { loading, isOwnedEntity } = useEntityOwnership();
  return loading ? undefined : isOwnedEntity(entity);
}
