import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { repositoriesDirectory } from './repositoryPath';
import { createRouter } from './router';

/** Serves what was published to local Git repositories, to anyone who has credentials of this Backstage. For development alone. */
export const hostRepositoriesPlugin = createBackendPlugin({
  pluginId: 'host-repositories',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        httpRouter: coreServices.httpRouter,
      },
      async init({ config, httpRouter }) {
        httpRouter.use(createRouter(repositoriesDirectory(config)));
      },
    });
  },
});
