import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { irsaServiceRef } from '@backstage-irsa/plugin-irsa-node';
import { readCatalogConfig } from './config';
import { RoleEntityProvider } from './RoleEntityProvider';

/** Adds the AWS roles of services to the catalog, as resources of type `aws-iam-role`. @public */
export const catalogModuleIrsa = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'irsa',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
        irsa: irsaServiceRef,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
      },
      async init({ auth, catalog, config, irsa, logger, scheduler }) {
        const { roles, schedule } = readCatalogConfig(config);
        catalog.addEntityProvider(
          new RoleEntityProvider({
            auth,
            appUrl: config.getString('app.baseUrl'),
            irsa,
            logger,
            roles,
            schedule: scheduler.createScheduledTaskRunner(schedule),
          }),
        );
      },
    });
  },
});
