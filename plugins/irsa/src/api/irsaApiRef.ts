import { createApiRef } from '@backstage/frontend-plugin-api';
import type { IrsaApi } from '@backstage-irsa/plugin-irsa-common';

/** The `ApiRef` that provides the {@link @backstage-irsa/plugin-irsa-common#IrsaApi} to frontend code. @public */
export const irsaApiRef = createApiRef<IrsaApi>().with({
  id: 'plugin.irsa.service',
  pluginId: 'irsa',
});
