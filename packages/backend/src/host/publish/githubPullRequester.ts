import type { createPublishGithubPullRequestAction } from '@backstage/plugin-scaffolder-backend-module-github';
import type { GithubTarget } from './githubTarget';
import type { PullRequester } from './types';

/** Asks for a change by the action `publish:github:pull-request`, which updates a pull request of the same branch. */
export function createGithubPullRequester(
  { host, owner }: GithubTarget,
  action: ReturnType<typeof createPublishGithubPullRequestAction>,
): PullRequester {
  return async ({ name, branch, title, description, sourcePath }, ctx) => {
    const outputs: Record<string, unknown> = {};
    await action.handler({
      ...ctx,
      input: {
        repoUrl: `${host}?${new URLSearchParams({ owner, repo: name })}`,
        branchName: branch,
        title,
        description,
        sourcePath,
        update: true,
      },
      output: (key, value) => {
        outputs[key] = value;
      },
    });
    const url = String(outputs.remoteUrl);
    return { where: url, url };
  };
}
