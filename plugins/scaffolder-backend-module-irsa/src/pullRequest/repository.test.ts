import type { Entity } from '@backstage/catalog-model';
import { ANNOTATIONS } from './annotations';
import { repositoryOf } from './repository';
import type { PullRequestSettings } from './settings';

const settings: PullRequestSettings = {
  kind: 'github',
  host: 'github.com',
  within: { owner: 'my-org' },
  repo: '{component}',
  path: 'aws-identity/{cluster}/{namespace}/{name}',
  reviewers: ['my-org/platform'],
  readableRepositories: [],
};
const of = {
  entityRef: 'component:default/orders',
  cluster: 'prod-eu',
  namespace: 'shop',
  name: 'orders-api',
};
const entityWith = (annotations: Record<string, string>): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'orders', annotations },
});

describe('the repository of a pull request', () => {
  it('comes from the configuration for an entity without annotations or outside the catalog', () => {
    const expected = {
      kind: 'github',
      host: 'github.com',
      owner: 'my-org',
      repo: 'orders',
      repoUrl: 'github.com?owner=my-org&repo=orders',
      path: 'aws-identity/prod-eu/shop/orders-api',
      reviewers: ['my-org/platform'],
    };
    expect(repositoryOf(settings, undefined, of)).toEqual(expected);
    expect(repositoryOf(settings, entityWith({}), of)).toEqual(expected);
  });

  it('comes from the annotations, within the same owner', () => {
    const entity = entityWith({
      [ANNOTATIONS.repository]: 'infra',
      [ANNOTATIONS.path]: 'teams/shop/{name}',
      [ANNOTATIONS.branch]: 'release/1.2',
      [ANNOTATIONS.reviewers]: 'octocat, my-org/shop',
    });
    expect(repositoryOf(settings, entity, of)).toMatchObject({
      repoUrl: 'github.com?owner=my-org&repo=infra',
      path: 'teams/shop/orders-api',
      targetBranch: 'release/1.2',
      reviewers: ['octocat', 'my-org/shop'],
    });
  });

  it('has a clone URL and a branch for Azure DevOps', () => {
    const within = { organization: 'my-org', project: 'My project' };
    expect(
      repositoryOf(
        { ...settings, kind: 'azure', host: 'dev.azure.com', within },
        undefined,
        of,
      ),
    ).toMatchObject({
      repoUrl:
        'dev.azure.com?organization=my-org&project=My+project&repo=orders',
      remoteUrl: 'https://dev.azure.com/my-org/My%20project/_git/orders',
      targetBranch: 'main',
    });
  });

  it('does not expand placeholders in inserted values', () => {
    const tricky = { ...of, entityRef: 'component:default/{name}' };
    expect(() => repositoryOf(settings, undefined, tricky)).toThrow();
  });

  it.each([
    ['repository', '../secrets'],
    ['repository', 'other-org/infra'],
    ['repository', 'infra&owner=other-org'],
    ['repository', 'infra?token=x'],
    ['repository', '.'],
    ['repository', ''],
    ['repository', 'infra.git'],
    ['path', '..'],
    ['path', 'a/../../b'],
    ['path', '/etc'],
    ['path', 'a//b'],
    ['path', '.github/workflows'],
    ['path', 'a/.git/hooks'],
    ['path', 'a\\..\\b'],
    ['path', 'a/{secret}'],
    ['path', 'a/${{ secrets.token }}'],
    ['path', 'a\nb'],
    ['branch', 'refs/heads/../main'],
    ['branch', 'a b'],
    ['branch', '--force'],
    ['reviewers', 'octocat,,hubot'],
    ['reviewers', 'other-org/admins'],
    ['reviewers', Array.from({ length: 16 }, (_, at) => `u${at}`).join()],
  ] as const)('rejects the annotation %s with %j', (key, value) => {
    const entity = entityWith({ [ANNOTATIONS[key]]: value });
    expect(() => repositoryOf(settings, entity, of)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringContaining(
          `Annotation ${ANNOTATIONS[key]} of component:default/orders`,
        ),
      }),
    );
  });

  it('requires a configuration', () => {
    expect(() => repositoryOf(undefined, undefined, of)).toThrow(
      'Set irsa.pullRequests.repository',
    );
  });
});
