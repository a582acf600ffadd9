import type { Entity } from '@backstage/catalog-model';
import { ANNOTATIONS } from './annotations';
import type { Repository } from './repository';
import type { PullRequestSettings } from './settings';
import { fileUrlOf, sourceFileOf } from './sourceFile';

const of = {
  entityRef: 'component:default/orders',
  ...{ cluster: 'prod-eu', namespace: 'shop', name: 'orders-api' },
};
const settings: PullRequestSettings = {
  ...{ kind: 'github', host: 'github.com', within: { owner: 'my-org' } },
  ...{ repo: 'infra', path: 'aws', reviewers: [] },
  serviceAccountFile: 'apps/{namespace}/{name}.yaml',
};
const entityWith = (file: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'orders',
    annotations: { [ANNOTATIONS.serviceAccountFile]: file },
  },
});
const VALUES = 'charts/{component}/values-prod.yaml#a.serviceAccount';

describe('the file of an existing ServiceAccount', () => {
  it.each<[string, string | undefined, Entity | undefined, object]>([
    [
      'the input',
      'deploy/kustomization.yaml',
      entityWith(VALUES),
      { path: 'deploy/kustomization.yaml', kind: 'kustomization' },
    ],
    [
      'the annotation',
      '',
      entityWith(VALUES),
      {
        path: 'charts/orders/values-prod.yaml',
        kind: 'helm-values',
        at: 'a.serviceAccount',
      },
    ],
    [
      'the configuration',
      undefined,
      undefined,
      { path: 'apps/shop/orders-api.yaml', kind: 'manifest' },
    ],
  ])('is that of %s', (_, asked, entity, file) => {
    expect(sourceFileOf({ asked, entity, settings, of })).toEqual(file);
  });

  it('is none when nothing says it', () => {
    const none = { ...settings, serviceAccountFile: undefined };
    expect(
      sourceFileOf({ asked: '', entity: undefined, settings: none, of }),
    ).toBeUndefined();
  });

  it.each([
    '../values.yaml',
    '/etc/values.yaml',
    '.github/workflows/ci.yaml',
    'values.json',
    'values.yaml?ref=x',
    'values.yaml#a..b',
    'values.yaml#__proto__ x',
    'a#b.yaml#c',
  ])('%s is refused, as input and as annotation', text => {
    const asked = () =>
      sourceFileOf({ asked: text, entity: undefined, settings, of });
    const annotated = () =>
      sourceFileOf({
        asked: undefined,
        entity: entityWith(text),
        settings,
        of,
      });
    expect(asked).toThrow(/^The input repositoryFile is .*: write the path/);
    expect(annotated).toThrow(/^Annotation backstage-irsa.dev\/service-acc/);
  });

  it.each<[Partial<Repository>, string | undefined]>([
    [
      { kind: 'github', host: 'github.com', owner: 'o' },
      'https://github.com/o/r/blob/HEAD/a/v.yaml',
    ],
    [
      { kind: 'gitlab', host: 'gitlab.com', owner: 'a/b', targetBranch: 'x/y' },
      'https://gitlab.com/a/b/r/-/blob/x/y/a/v.yaml',
    ],
    [
      { kind: 'bitbucketCloud', host: 'bitbucket.org', workspace: 'w' },
      'https://bitbucket.org/w/r/src/HEAD/a/v.yaml',
    ],
    [
      { kind: 'bitbucketServer', host: 'git.example.com', project: 'P' },
      'https://git.example.com/projects/P/repos/r/browse/a/v.yaml',
    ],
    [
      {
        ...{ kind: 'azure', targetBranch: 'main' },
        remoteUrl: 'https://dev.azure.com/o/p/_git/r',
      },
      'https://dev.azure.com/o/p/_git/r?path=/a/v.yaml&version=GBmain',
    ],
    [{ kind: 'local-git' }, undefined],
  ])('is read on %j at %s', (repository, url) => {
    const all = { ...{ repo: 'r', repoUrl: '', host: '', path: '' } };
    expect(
      fileUrlOf(
        { ...all, reviewers: [], ...repository } as Repository,
        'a/v.yaml',
      ),
    ).toBe(url);
  });
});
