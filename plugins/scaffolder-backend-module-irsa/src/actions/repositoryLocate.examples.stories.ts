import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { inputOf, runAction } from '../__testUtils__/runExample';
import type { PullRequestSettings } from '../pullRequest/settings';
import { createRepositoryLocateAction } from './repositoryLocate';
import { examples } from './repositoryLocate.examples';

const [locating] = examples.map(inputOf);
const catalog = catalogServiceMock({ entities: [] });
const SETTINGS: PullRequestSettings = {
  kind: 'github',
  host: 'github.com',
  within: { owner: 'my-org' },
  repo: '{component}',
  path: 'aws',
  reviewers: ['octocat'],
  readableRepositories: [],
};

describe('irsa:repository:locate', () => {
  it('returns the repository of a service that is not in the catalog yet', async () => {
    const { output, error } = await runAction(
      createRepositoryLocateAction({ catalog, settings: SETTINGS }),
      locating,
    );
    expect(error).toBeUndefined();
    expect(output.repository).toEqual({
      kind: 'github',
      host: 'github.com',
      owner: 'my-org',
      repo: 'orders',
      repoUrl: 'github.com?owner=my-org&repo=orders',
      path: 'aws',
    });
  });

  it('fails for a new repository if all services share one', async () => {
    const action = createRepositoryLocateAction({
      catalog,
      settings: { ...SETTINGS, repo: 'infrastructure' },
    });
    const { error } = await runAction(action, locating);
    expect(error).toMatchObject({
      name: 'InputError',
      message: expect.stringContaining(
        'names repository "infrastructure" for all services',
      ),
    });
    const { newRepository: _, ...shared } = locating;
    const { output } = await runAction(action, shared);
    expect(output.repository).toMatchObject({ repo: 'infrastructure' });
  });

  it('fails with a clear message without a configuration', async () => {
    const { error } = await runAction(
      createRepositoryLocateAction({ catalog }),
      locating,
    );
    expect(error).toMatchObject({
      message: expect.stringContaining('irsa.pullRequests.repository'),
    });
  });
});
