import type { Entity } from '@backstage/catalog-model';
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
const nowhere = readFrom('file:/catalog-info.yaml');

describe('the repository of an existing ServiceAccount', () => {
  it.each<[string, Repository, Entity | undefined]>([
    ['that of its entity', orders, readFrom(`${ORDERS}/blob/main/a.yaml`)],
    [
      'written in capitals',
      orders,
      readFrom(
        'url:https://github.com/My-Org/Orders/tree/main/catalog-info.yaml',
      ),
    ],
    ['one of the configuration', repositoryNamed('infra.live'), undefined],
    ['one like it', repositoryNamed('gitops-shop'), nowhere],
  ])('is read when it is %s', (_, repository, entity) => {
    expect(() => requireReadable(repository, entity, settings)).not.toThrow();
  });

  it.each<[string, Repository, Entity | undefined]>([
    ['of an entity that is not there', orders, undefined],
    ['of an entity of a file', orders, nowhere],
    [
      'of another entity',
      repositoryNamed('payroll'),
      readFrom(`${ORDERS}/blob/main/a.yaml`),
    ],
    [
      'whose name begins like it',
      repositoryNamed('order'),
      readFrom(`${ORDERS}/blob/main/a.yaml`),
    ],
    [
      'with a way out of it',
      orders,
      readFrom(`${ORDERS}/../mine/blob/main/a.yaml`),
    ],
    [
      'with a way out of it that is encoded',
      orders,
      readFrom(`${ORDERS}/%2e%2e/mine/blob/main/a.yaml`),
    ],
    [
      'of another host',
      orders,
      readFrom('url:https://github.com.example.com/my-org/orders/blob/main/a'),
    ],
    [
      'of a host in its credentials',
      orders,
      readFrom('url:https://github.com@example.com/my-org/orders/blob/main/a'),
    ],
    [
      'of a group of GitLab with its name',
      { ...orders, kind: 'gitlab' },
      readFrom(`${ORDERS}/mine/-/blob/main/a.yaml`),
    ],
    ['like one of the configuration', repositoryNamed('my-gitops-x'), nowhere],
    ['that the dot does not mean', repositoryNamed('infra-live'), nowhere],
  ])('is not read when it is one %s', (_, repository, entity) => {
    expect(() => requireReadable(repository, entity, settings)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringContaining(`does not read ${repository.repoUrl}`),
      }),
    );
  });
});
