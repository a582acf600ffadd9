import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { repositoriesDirectory } from './repositoryPath';
import { createRouter } from './router';

/**
 * Lets the catalog read what was published to local Git repositories: `catalog:register` takes URLs only, and the
 * catalog reads a URL without credentials. For development; with GitHub configured nothing is published here.
 */
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
        httpRouter.addAuthPolicy({ path: '/', allow: 'unauthenticated' });
      },
    });
  },
});
