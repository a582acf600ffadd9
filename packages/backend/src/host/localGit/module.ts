import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { repositoriesDirectory } from '../repositories/repositoryPath';
import { createLocalPublishAction } from './publishAction';
import { createLocalPullRequestAction } from './pullRequestAction';
import { createLocalRegisterAction } from './registerAction';

/** Adds the `local-git:` actions to the scaffolder, for `local-git` in `irsa.pullRequests.repository`. Only for development. */
export const localGitModule = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'local-git',
  register(env) {
    env.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
      },
      async init({ actions, catalog, config, discovery }) {
        const author = config.getOptionalConfig('scaffolder.defaultAuthor');
        const repositories = {
          directory: repositoriesDirectory(config),
          author: {
            name: author?.getOptionalString('name') ?? 'Scaffolder',
            email: author?.getOptionalString('email') ?? 'scaffolder@localhost',
          },
        };
        const baseUrl = await discovery.getExternalBaseUrl('host-repositories');
        actions.addActions(
          createLocalPublishAction({ ...repositories, baseUrl }),
          createLocalPullRequestAction(repositories),
          createLocalRegisterAction(catalog),
        );
      },
    });
  },
});
