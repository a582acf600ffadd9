import { createBackendModule } from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { irsaServiceRef } from '@backstage-irsa/plugin-irsa-node';
import { createServiceAccountCreateAction } from './actions/serviceAccountCreate';
import { createServiceAccountDeleteAction } from './actions/serviceAccountDelete';
import { createServiceAccountMigrateAction } from './actions/serviceAccountMigrate';
import { createServiceAccountRenderAction } from './actions/serviceAccountRender';
import { createServiceAccountVerifyAction } from './actions/serviceAccountVerify';

/** Adds the `irsa:` actions to the scaffolder. @public */
export const scaffolderModuleIrsa = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'irsa',
  register(env) {
    env.registerInit({
      deps: { actions: scaffolderActionsExtensionPoint, irsa: irsaServiceRef },
      async init({ actions, irsa }) {
        actions.addActions(
          createServiceAccountCreateAction({ irsa }),
          createServiceAccountDeleteAction({ irsa }),
          createServiceAccountMigrateAction({ irsa }),
          createServiceAccountRenderAction({ irsa }),
          createServiceAccountVerifyAction({ irsa }),
        );
      },
    });
  },
});
