import { createApiRef } from '@backstage/frontend-plugin-api';
import type { IrsaApi } from '@backstage-irsa/plugin-irsa-common';

/** The API reference of the {@link @backstage-irsa/plugin-irsa-common#IrsaApi}, for frontend apps. @public */
export const irsaApiRef = createApiRef<IrsaApi>().with({
  id: 'plugin.irsa.service',
  pluginId: 'irsa',
});
