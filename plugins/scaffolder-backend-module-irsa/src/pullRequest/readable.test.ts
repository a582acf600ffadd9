import type { Entity } from '@backstage/catalog-model';
import { getGithubFileFetchUrl } from '@backstage/integration';
import { requireReadable } from './readable';
import type { Repository } from './repository';
import type { PullRequestSettings } from './settings';

const settings: PullRequestSettings = {
  ...{ kind: 'github', host: 'github.com', within: { owner: 'my-org' } },
  ...{ repo: '{component}', path: 'aws', reviewers: [] },
  readableRepositories: ['gitops-*', 'infra.live'],
};
const repositoryNamed = (repo: string): Repository => ({
  ...{ kind: 'github', host: 'github.com', owner: 'my-org', repo },
  ...{ path: 'aws', reviewers: [] },
  repoUrl: `github.com?owner=my-org&repo=${repo}`,
});
const orders = repositoryNamed('orders');
const readFrom = (location: string): Entity => ({
  ...{ apiVersion: 'backstage.io/v1alpha1', kind: 'Component' },
  metadata: {
    name: 'orders',
    annotations: { 'backstage.io/managed-by-location': location },
  },
});
const ORDERS = 'url:https://github.com/my-org/orders';
/** Backstage's reader for GitHub decodes it, and the request then leads to repository `mine`. */
const ELSEWHERE = `${ORDERS}/..%2Fmine/blob/main/a.yaml`;
const nowhere = readFrom('file:/catalog-info.yaml');

describe('the repository of an existing ServiceAccount', () => {
  it.each<[string, Repository, Entity | undefined]>([
    [
      'the repository of its entity',
      orders,
      readFrom(`${ORDERS}/blob/main/a.yaml`),
    ],
    [
      'the repository of its entity in another case',
      orders,
      readFrom(
        'url:https://github.com/My-Org/Orders/tree/main/catalog-info.yaml',
      ),
    ],
    [
      'the repository of its entity, with encoded characters in the URL',
      orders,
      readFrom(`${ORDERS}/blob/main/a%20b.yaml`),
    ],
    ['a configured repository', repositoryNamed('infra.live'), undefined],
    [
      'a repository that matches a configured pattern',
      repositoryNamed('gitops-shop'),
      nowhere,
    ],
  ])('is read when it is %s', (_, repository, entity) => {
    expect(() => requireReadable(repository, entity, settings)).not.toThrow();
  });

  it.each<[string, Repository, Entity | undefined]>([
    ['whose entity does not exist', orders, undefined],
    ['whose entity was registered from a file', orders, nowhere],
    [
      'whose entity is in another repository',
      repositoryNamed('payroll'),
      readFrom(`${ORDERS}/blob/main/a.yaml`),
    ],
    [
      'whose name is only the beginning of the right name',
      repositoryNamed('order'),
      readFrom(`${ORDERS}/blob/main/a.yaml`),
    ],
    [
      'whose entity URL leaves the repository',
      orders,
      readFrom(`${ORDERS}/../mine/blob/main/a.yaml`),
    ],
    [
      'whose entity URL leaves the repository with encoded dots',
      orders,
      readFrom(`${ORDERS}/%2e%2e/mine/blob/main/a.yaml`),
    ],
    [
      'whose entity URL leaves the repository with encoded slashes',
      orders,
      readFrom(ELSEWHERE),
    ],
    [
      'whose entity URL leaves the repository with backslashes, encoded twice',
      orders,
      readFrom(`${ORDERS}/..%255Cmine/blob/main/a.yaml`),
    ],
    [
      'whose entity URL names a commit, which can be one of a fork',
      orders,
      readFrom(
        `${ORDERS}/blob/0123456789abcdef0123456789abcdef01234567/a.yaml`,
      ),
    ],
    [
      'whose entity URL names a pull request, which can be one of a fork',
      orders,
      readFrom(`${ORDERS}/blob/refs/pull/7/head/a.yaml`),
    ],
    [
      'whose entity URL has another host',
      orders,
      readFrom('url:https://github.com.example.com/my-org/orders/blob/main/a'),
    ],
    [
      'whose entity URL has the host name as credentials',
      orders,
      readFrom('url:https://github.com@example.com/my-org/orders/blob/main/a'),
    ],
    [
      'whose name is that of a GitLab group in the entity URL',
      { ...orders, kind: 'gitlab' },
      readFrom(`${ORDERS}/mine/-/blob/main/a.yaml`),
    ],
    [
      'whose name only contains a configured pattern',
      repositoryNamed('my-gitops-x'),
      nowhere,
    ],
    [
      'whose name matches only if the dot is a wildcard',
      repositoryNamed('infra-live'),
      nowhere,
    ],
  ])('is not read when it is one %s', (_, repository, entity) => {
    expect(() => requireReadable(repository, entity, settings)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringContaining(`does not read ${repository.repoUrl}`),
      }),
    );
  });
});

it('tries a URL that the reader for GitHub takes for another repository', () => {
  const read = getGithubFileFetchUrl(
    ELSEWHERE.slice('url:'.length),
    { host: 'github.com', apiBaseUrl: 'https://api.github.com' },
    { type: 'token', token: 'secret' },
  );
  expect(new URL(read).pathname).toBe('/repos/my-org/mine/contents/a.yaml');
});
