import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { repositoriesDirectory } from './repositoryPath';
import { createRouter } from './router';

/** Serves the files of local Git repositories to everyone with credentials of this Backstage app. Only for development. */
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
