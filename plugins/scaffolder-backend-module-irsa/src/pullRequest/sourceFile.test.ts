import type { Entity } from '@backstage/catalog-model';
import {
  getAzureFileFetchUrl,
  getBitbucketCloudFileFetchUrl,
  getBitbucketServerFileFetchUrl,
  getGithubFileFetchUrl,
  getGitLabFileFetchUrl,
} from '@backstage/integration';
import { ANNOTATIONS } from './annotations';
import type { Repository } from './repository';
import type { PullRequestSettings } from './settings';
import { fileUrlOf, sourceFileOf } from './sourceFile';

const github = { host: 'github.com', apiBaseUrl: 'https://api.github.com' };
const gitlab = {
  host: 'gitlab.com',
  ...{ apiBaseUrl: 'https://gitlab.com/api/v4', baseUrl: 'https://gitlab.com' },
};
const cloud = {
  host: 'bitbucket.org',
  apiBaseUrl: 'https://api.bitbucket.org/2.0',
};
const server = {
  host: 'git.example.com',
  apiBaseUrl: 'https://git.example.com/rest/api/1.0',
};
const of = {
  entityRef: 'component:default/orders',
  ...{ cluster: 'prod-eu', namespace: 'shop', name: 'orders-api' },
};
const settings: PullRequestSettings = {
  ...{ kind: 'github', host: 'github.com', within: { owner: 'my-org' } },
  ...{ repo: 'infra', path: 'aws', reviewers: [], readableRepositories: [] },
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
  ])('is taken from %s', (_, asked, entity, file) => {
    expect(sourceFileOf({ asked, entity, settings, of })).toEqual(file);
  });

  it('is undefined when nothing names it', () => {
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
  ])('%s is rejected as an input and as an annotation', text => {
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

  const read: Record<string, (url: string) => string | Promise<string>> = {
    github: url =>
      getGithubFileFetchUrl(url, github, { type: 'app', token: 'a' }),
    gitlab: url => getGitLabFileFetchUrl(url, gitlab),
    bitbucketCloud: url => getBitbucketCloudFileFetchUrl(url, cloud),
    bitbucketServer: url => getBitbucketServerFileFetchUrl(url, server),
    azure: getAzureFileFetchUrl,
    // Read by the URL reader of the `npm start` host.
    'local-git': url => url,
  };

  it.each<[Partial<Repository>, string | undefined]>([
    [
      { kind: 'github', host: 'github.com', owner: 'o' },
      'https://api.github.com/repos/o/r/contents/a/values.yaml?ref=HEAD',
    ],
    [{ kind: 'github', owner: 'o', targetBranch: 'x/y' }, undefined],
    [
      { kind: 'gitlab', host: 'gitlab.com', owner: 'a/b', targetBranch: 'x/y' },
      'https://gitlab.com/api/v4/projects/a%2Fb%2Fr/repository/files/a%2Fvalues.yaml/raw?ref=x%2Fy',
    ],
    [
      { kind: 'bitbucketCloud', host: 'bitbucket.org', workspace: 'w' },
      'https://api.bitbucket.org/2.0/repositories/w/r/src/HEAD/a/values.yaml',
    ],
    [
      { kind: 'bitbucketCloud', workspace: 'w', targetBranch: 'x/y' },
      undefined,
    ],
    [
      { kind: 'bitbucketServer', host: 'git.example.com', project: 'P' },
      'https://git.example.com/rest/api/1.0/projects/P/repos/r/raw/a/values.yaml?at=HEAD',
    ],
    [
      {
        ...{ kind: 'azure', targetBranch: 'x/y' },
        remoteUrl: 'https://dev.azure.com/o/p/_git/r',
      },
      'https://dev.azure.com/o/p/_apis/git/repositories/r/items?api-version=6.0&path=%2Fa%2Fvalues.yaml&versionDescriptor.version=x%2Fy&versionDescriptor.versionType=branch',
    ],
    [
      {
        kind: 'local-git',
        remoteUrl: 'http://localhost:7007/api/host-repositories/r',
      },
      'http://localhost:7007/api/host-repositories/r/a/values.yaml',
    ],
  ])('is read by Backstage on %j from %s', async (repository, url) => {
    const all = { ...{ repo: 'r', repoUrl: '', host: '', path: '' } };
    const address = fileUrlOf(
      { ...all, reviewers: [], ...repository } as Repository,
      'a/values.yaml',
    );
    expect(address && (await read[repository.kind ?? ''](address))).toBe(url);
  });
});
