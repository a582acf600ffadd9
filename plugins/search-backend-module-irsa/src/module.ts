import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { searchIndexRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';
import { irsaServiceRef } from '@backstage-irsa/plugin-irsa-node';
import { readCollatorConfig } from './config';
import { DefaultIrsaCollatorFactory } from './DefaultIrsaCollatorFactory';

/** Adds IAM service accounts, roles, and findings to the search. @public */
export const searchModuleIrsa = createBackendModule({
  pluginId: 'search',
  moduleId: 'irsa-collator',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        indexRegistry: searchIndexRegistryExtensionPoint,
        irsa: irsaServiceRef,
        scheduler: coreServices.scheduler,
      },
      async init({ auth, config, indexRegistry, irsa, scheduler }) {
        const { schedule } = readCollatorConfig(config);
        indexRegistry.addCollator({
          schedule: scheduler.createScheduledTaskRunner(schedule),
          factory: DefaultIrsaCollatorFactory.fromConfig(config, {
            auth,
            irsa,
          }),
        });
      },
    });
  },
});
