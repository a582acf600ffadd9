import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { irsaServiceRef } from '@backstage-irsa/plugin-irsa-node';
import { createRepositoryLocateAction } from './actions/repositoryLocate';
import { createServiceAccountCreateAction } from './actions/serviceAccountCreate';
import { createServiceAccountDeleteAction } from './actions/serviceAccountDelete';
import { createServiceAccountHandOverAction } from './actions/serviceAccountHandOver';
import { createServiceAccountMigrateAction } from './actions/serviceAccountMigrate';
import { createServiceAccountRenderAction } from './actions/serviceAccountRender';
import { createServiceAccountVerifyAction } from './actions/serviceAccountVerify';
import { readPullRequestSettings } from './pullRequest/settings';

/** Adds the `irsa:` actions to the scaffolder. @public */
export const scaffolderModuleIrsa = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'irsa',
  register(env) {
    env.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        irsa: irsaServiceRef,
        reader: coreServices.urlReader,
      },
      async init({ actions, catalog, config, irsa, reader }) {
        const settings = readPullRequestSettings(config);
        actions.addActions(
          createRepositoryLocateAction({ catalog, settings }),
          createServiceAccountCreateAction({ irsa }),
          createServiceAccountDeleteAction({ irsa }),
          createServiceAccountHandOverAction({ irsa, catalog, settings }),
          createServiceAccountMigrateAction({ irsa }),
          createServiceAccountRenderAction({
            ...{ irsa, catalog, settings, reader },
          }),
          createServiceAccountVerifyAction({ irsa }),
        );
      },
    });
  },
});
