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
import {
  createPublishGithubAction,
  createPublishGithubPullRequestAction,
} from '@backstage/plugin-scaffolder-backend-module-github';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { repositoriesDirectory } from '../repositories/repositoryPath';
import { createHostPublishAction } from './action';
import { createGithubPublisher } from './githubPublisher';
import { createGithubPullRequester } from './githubPullRequester';
import { type GithubTarget, readGithubTarget } from './githubTarget';
import { createLocalPublisher } from './localPublisher';
import { createLocalPullRequester } from './localPullRequester';
import { createHostPullRequestAction } from './pullRequestAction';
import type { Publisher, PullRequester } from './types';

interface Publishing {
  publish: Publisher;
  open: PullRequester;
}

function onGithub(config: RootConfigService, target: GithubTarget): Publishing {
  const integrations = ScmIntegrations.fromConfig(config);
  const githubCredentialsProvider =
    DefaultGithubCredentialsProvider.fromIntegrations(integrations);
  const options = { integrations, config, githubCredentialsProvider };
  return {
    publish: createGithubPublisher(target, createPublishGithubAction(options)),
    open: createGithubPullRequester(
      target,
      createPublishGithubPullRequestAction(options),
    ),
  };
}

async function chooseWay(
  config: RootConfigService,
  discovery: DiscoveryService,
): Promise<Publishing> {
  const github = readGithubTarget(config);
  if (github) return onGithub(config, github);
  if (!config.getOptionalBoolean('irsa.development')) {
    throw new Error(
      'Templates have no Git host to publish to. Set host.publish.githubOwner, and a token or an app in integrations.github. Only with irsa.development do they publish to local repositories.',
    );
  }
  const author = config.getOptionalConfig('scaffolder.defaultAuthor');
  const repositories = {
    directory: repositoriesDirectory(config),
    author: {
      name: author?.getOptionalString('name') ?? 'Scaffolder',
      email: author?.getOptionalString('email') ?? 'scaffolder@backstage.io',
    },
  };
  const baseUrl = await discovery.getExternalBaseUrl('host-repositories');
  return {
    publish: createLocalPublisher({ ...repositories, baseUrl }),
    open: createLocalPullRequester(repositories),
  };
}

/** Adds `host:publish` and `host:pull-request` to the scaffolder. Without GitHub the backend starts for development alone. */
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
        const { publish, open } = await chooseWay(config, discovery);
        actions.addActions(
          createHostPublishAction(publish),
          createHostPullRequestAction(open),
        );
      },
    });
  },
});
