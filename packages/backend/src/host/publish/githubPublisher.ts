import type { createPublishGithubAction } from '@backstage/plugin-scaffolder-backend-module-github';
import type { GithubTarget } from './githubTarget';
import type { Publisher } from './types';

/** Publishes by the action `publish:github`, to a repository of the service's name. */
export function createGithubPublisher(
  { host, owner }: GithubTarget,
  action: ReturnType<typeof createPublishGithubAction>,
): Publisher {
  return async ({ name, description, sourcePath }, ctx) => {
    const outputs: Record<string, string> = {};
    await action.handler({
      ...ctx,
      input: {
        repoUrl: `${host}?${new URLSearchParams({ owner, repo: name })}`,
        description,
        defaultBranch: 'main',
        ...(sourcePath && { sourcePath }),
      },
      output: (key, value) => {
        outputs[key] = value;
      },
    });
    const { remoteUrl, repoContentsUrl } = outputs;
    return { remoteUrl, repoContentsUrl };
  };
}
