import type { CatalogApi } from '@backstage/plugin-catalog-react';
import { fullRef } from '../plan/specOf';

/** Checks whether the catalog has a component with a name. */
export async function isTaken(
  catalogApi: Pick<CatalogApi, 'getEntityByRef'>,
  name: string,
): Promise<boolean> {
  return (await catalogApi.getEntityByRef(fullRef(name))) !== undefined;
}
