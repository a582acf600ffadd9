import { mockServices } from '@backstage/backend-test-utils';
import { readPullRequestSettings } from './settings';

const integrations = {
  github: [{ host: 'github.com', token: 'a' }],
  gitlab: [
    {
      host: 'gitlab.example.com',
      apiBaseUrl: 'https://gitlab.example.com/api/v4',
      token: 'a',
    },
  ],
  bitbucketCloud: [{ username: 'a', token: 'a' }],
  bitbucketServer: [
    {
      host: 'bitbucket.example.com',
      apiBaseUrl: 'https://bitbucket.example.com/rest/api/1.0',
      token: 'a',
    },
  ],
  gitea: [{ host: 'gitea.example.com' }],
};

const read = (
  pullRequests: Record<string, string | string[]>,
  irsa: Record<string, boolean> = {},
) =>
  readPullRequestSettings(
    mockServices.rootConfig({
      data: {
        ...{ integrations, irsa: { ...irsa, pullRequests } },
        backend: { baseUrl: 'http://localhost:7007' },
      },
    }),
  );
const PATH = 'aws-identity/{cluster}/{namespace}/{name}';

describe('irsa.pullRequests', () => {
  it('requires only one line for a Git host', () => {
    expect(
      read({ repository: 'github.com?owner=my-org&repo={component}' }),
    ).toEqual({
      kind: 'github',
      host: 'github.com',
      within: { owner: 'my-org' },
      repo: '{component}',
      path: PATH,
      reviewers: [],
      readableRepositories: [],
    });
  });

  it('can set the file of existing ServiceAccounts', () => {
    const repository = 'github.com?owner=my-org&repo=infra';
    const file = 'apps/{name}/values.yaml#serviceAccount.annotations';
    expect(read({ repository, serviceAccountFile: file })).toMatchObject({
      serviceAccountFile: file,
    });
    expect(() => read({ repository, serviceAccountFile: '../a.yaml' })).toThrow(
      'irsa.pullRequests.serviceAccountFile is "../a.yaml": write the path',
    );
  });

  it.each([
    ['gitlab', 'gitlab.example.com?owner=a/b&repo=infra', { owner: 'a/b' }],
    [
      'bitbucketCloud',
      'bitbucket.org?workspace=a&project=B&repo=infra',
      { workspace: 'a', project: 'B' },
    ],
    [
      'bitbucketServer',
      'bitbucket.example.com?project=B&repo=infra',
      { project: 'B' },
    ],
    [
      'azure',
      'dev.azure.com?organization=a&project=My%20project&repo=infra',
      { organization: 'a', project: 'My project' },
    ],
  ])('takes the kind %s from integrations', (kind, repository, within) => {
    expect(read({ repository })).toMatchObject({ kind, within });
  });

  it('allows local repositories only in development', () => {
    const repository = 'local-git?repo={component}';
    expect(read({ repository }, { development: true })).toMatchObject({
      kind: 'local-git',
      within: {},
      localUrl: 'http://localhost:7007/api/host-repositories',
    });
    expect(() => read({ repository })).toThrow(
      'irsa.pullRequests.repository names local-git, which is for development only.',
    );
  });

  it('is undefined without a repository', () => {
    expect(read({ path: 'anywhere' })).toBeUndefined();
  });

  const repository = 'github.com?owner=my-org&repo=infra';
  const cloud = 'bitbucket.org?workspace=a&project=B&repo=infra';
  it.each<[Record<string, string | string[]>, RegExp]>([
    [{ repository: 'git.example.com?repo=a' }, /which has no integration/],
    [
      { repository: 'gitea.example.com?repo=a' },
      /whose integration gitea is not supported/,
    ],
    [{ repository: 'github.com?repo=a' }, /has the owner ""/],
    [{ repository: 'github.com?owner={component}&repo=a' }, /the owner "\{com/],
    [{ repository: 'github.com?owner=a&repo=b&token=c' }, /parameter "token"/],
    [{ repository: 'github.com?owner=a&repo={owner}' }, /repo, is "\{owner\}"/],
    [{ repository: 'github.com?owner=a&repo=..' }, /repo, is "\.\."/],
    [{ repository: 'github.com?owner=a' }, /repo, is ""/],
    [{ repository, path: '../{name}' }, /pullRequests\.path is/],
    [{ repository, path: '/{name}' }, /pullRequests\.path is/],
    [{ repository, path: '{name}/' }, /pullRequests\.path is/],
    [{ repository, path: '.github/workflows' }, /pullRequests\.path is/],
    [{ repository, path: 'a/{entity}' }, /pullRequests\.path is/],
    [{ repository, targetBranch: 'a..b' }, /pullRequests\.targetBranch is/],
    [{ repository, targetBranch: 'main.lock' }, /pullRequests\.targetBranch/],
    [{ repository, targetBranch: '-f' }, /pullRequests\.targetBranch/],
    [
      { repository, readableRepositories: ['gitops-*', 'a/b'] },
      /pullRequests\.readableRepositories is "a\/b"/,
    ],
    [{ repository, reviewers: ['a b'] }, /pullRequests\.reviewers is "a b"/],
    [
      { repository, reviewers: ['other/team'] },
      /only GitHub teams of the repository's owner/,
    ],
    [{ repository: cloud, reviewers: ['a'] }, /Bitbucket Cloud accepts no/],
  ])('rejects %j and names the key and the rule', (section, message) => {
    expect(() => read(section)).toThrow(message);
  });
});
