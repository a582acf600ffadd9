import {
  coreServices,
  createBackendModule,
  type DiscoveryService,
  type RootConfigService,
} from '@backstage/backend-plugin-api';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import { createPublishGithubAction } from '@backstage/plugin-scaffolder-backend-module-github';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { repositoriesDirectory } from '../repositories/repositoryPath';
import { createHostPublishAction } from './action';
import { createGithubPublisher } from './githubPublisher';
import { readGithubTarget } from './githubTarget';
import { createLocalPublisher } from './localPublisher';
import type { Publisher } from './types';

async function choosePublisher(
  config: RootConfigService,
  discovery: DiscoveryService,
): Promise<Publisher> {
  const github = readGithubTarget(config);
  if (github) {
    const integrations = ScmIntegrations.fromConfig(config);
    const githubCredentialsProvider =
      DefaultGithubCredentialsProvider.fromIntegrations(integrations);
    return createGithubPublisher(
      github,
      createPublishGithubAction({
        integrations,
        config,
        githubCredentialsProvider,
      }),
    );
  }
  const author = config.getOptionalConfig('scaffolder.defaultAuthor');
  return createLocalPublisher({
    directory: repositoriesDirectory(config),
    baseUrl: await discovery.getExternalBaseUrl('host-repositories'),
    author: {
      name: author?.getOptionalString('name') ?? 'Scaffolder',
      email: author?.getOptionalString('email') ?? 'scaffolder@backstage.io',
    },
  });
}

/** Adds `host:publish` to the scaffolder. */
export const hostPublishModule = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'host-publish',
  register(env) {
    env.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
      },
      async init({ actions, config, discovery }) {
        actions.addActions(
          createHostPublishAction(await choosePublisher(config, discovery)),
        );
      },
    });
  },
});
