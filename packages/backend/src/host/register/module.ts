import { createBackendModule } from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createHostRegisterAction } from './action';

/** Adds `host:register` to the scaffolder. */
export const hostRegisterModule = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'host-register',
  register(env) {
    env.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        catalog: catalogServiceRef,
      },
      async init({ actions, catalog }) {
        actions.addActions(createHostRegisterAction(catalog));
      },
    });
  },
});
