import { createApiRef } from '@backstage/frontend-plugin-api';
import type { IrsaApi } from '@backstage-irsa/plugin-irsa-common';

/** Reference to the {@link @backstage-irsa/plugin-irsa-common#IrsaApi} of an app. @public */
export const irsaApiRef = createApiRef<IrsaApi>().with({
  id: 'plugin.irsa.service',
  pluginId: 'irsa',
});
