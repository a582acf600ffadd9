import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { inputOf, runAction } from '../__testUtils__/runExample';
import { createRepositoryLocateAction } from './repositoryLocate';
import { examples } from './repositoryLocate.examples';

const [locating] = examples.map(inputOf);
const catalog = catalogServiceMock({ entities: [] });

describe('irsa:repository:locate', () => {
  it('returns the repository of a service that is not in the catalog yet', async () => {
    const { output, error } = await runAction(
      createRepositoryLocateAction({
        catalog,
        settings: {
          kind: 'github',
          host: 'github.com',
          within: { owner: 'my-org' },
          repo: '{component}',
          path: 'aws',
          reviewers: ['octocat'],
          readableRepositories: [],
        },
      }),
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
