import fs from 'node:fs';
import { join } from 'node:path';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { ScmIntegrations } from '@backstage/integration';
import {
  createPublishGithubAction,
  createPublishGithubPullRequestAction,
} from '@backstage/plugin-scaffolder-backend-module-github';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import git from 'isomorphic-git';
import { createHostPublishAction } from './action';
import { createGithubPublisher } from './githubPublisher';
import { createGithubPullRequester } from './githubPullRequester';
import { readGithubTarget } from './githubTarget';
import { createLocalPublisher } from './localPublisher';
import { createLocalPullRequester } from './localPullRequester';
import { createHostPullRequestAction } from './pullRequestAction';
import type { Publisher, PullRequester } from './types';

const author = { name: 'Scaffolder', email: 'scaffolder@localhost' };

async function run(
  publish: Publisher,
  workspacePath: string,
  input: { name: string; description?: string; sourcePath?: string },
) {
  const output: Record<string, unknown> = {};
  await createHostPublishAction(publish).handler({
    ...createMockActionContext({ workspacePath }),
    input: { description: undefined, sourcePath: undefined, ...input },
    output: (name, value) => {
      output[name] = value;
    },
  });
  return output;
}

describe('host:publish to a local repository', () => {
  const mockDir = createMockDirectory();
  const workspace = mockDir.resolve('workspace');
  const directory = mockDir.resolve('repositories');
  const dir = join(directory, 'orders');
  const publish = createLocalPublisher({
    directory,
    baseUrl: 'http://localhost:7007/api/host-repositories',
    author,
  });
  const messages = async () =>
    (await git.log({ fs, dir })).map(({ commit }) => commit.message.trim());

  beforeEach(() => {
    mockDir.setContent({
      workspace: {
        'catalog-info.yaml': 'kind: Component\n',
        k8s: { 'deployment.yaml': 'kind: Deployment\n' },
      },
    });
  });

  it('commits the workspace and says where it is', async () => {
    const output = await run(publish, workspace, { name: 'orders' });

    expect(output).toEqual({
      remoteUrl: `file://${dir}`,
      repoContentsUrl: 'http://localhost:7007/api/host-repositories/orders',
      catalogInfoUrl:
        'http://localhost:7007/api/host-repositories/orders/catalog-info.yaml',
    });
    const [{ commit }] = await git.log({ fs, dir });
    expect(commit).toMatchObject({
      message: 'Publish orders from its template\n',
      author,
    });
    await expect(git.currentBranch({ fs, dir })).resolves.toBe('main');
    await expect(git.listFiles({ fs, dir, ref: 'HEAD' })).resolves.toEqual([
      'catalog-info.yaml',
      'k8s/deployment.yaml',
    ]);
  });

  it('commits only a folder of the workspace when asked', async () => {
    await run(publish, workspace, { name: 'orders', sourcePath: 'k8s' });
    await expect(git.listFiles({ fs, dir, ref: 'HEAD' })).resolves.toEqual([
      'deployment.yaml',
    ]);
  });

  it('makes no second commit of the same', async () => {
    await run(publish, workspace, { name: 'orders' });
    await run(publish, workspace, { name: 'orders' });

    await expect(messages()).resolves.toHaveLength(1);
  });

  it('commits what changed on top', async () => {
    await run(publish, workspace, { name: 'orders' });
    fs.writeFileSync(join(workspace, 'catalog-info.yaml'), 'kind: System\n');
    await run(publish, workspace, { name: 'orders' });

    await expect(messages()).resolves.toHaveLength(2);
    const { blob } = await git.readBlob({
      fs,
      dir,
      oid: await git.resolveRef({ fs, dir, ref: 'HEAD' }),
      filepath: 'catalog-info.yaml',
    });
    expect(Buffer.from(blob).toString()).toBe('kind: System\n');
  });

  it.each(['..', '../orders', 'a/b', '.git', 'Orders', '', 'a'.repeat(64)])(
    'refuses the name %j and writes nothing',
    async name => {
      await expect(run(publish, workspace, { name })).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringMatching(/^name ".*" cannot name a repository/),
      });
      expect(mockDir.content()).toEqual({
        workspace: expect.anything(),
      });
    },
  );
});

describe('host:publish to GitHub', () => {
  it('asks publish:github for a repository of the service’s name and hands on its answer', async () => {
    const inputs: object[] = [];
    const config = mockServices.rootConfig();
    const action: ReturnType<typeof createPublishGithubAction> = {
      ...createPublishGithubAction({
        integrations: ScmIntegrations.fromConfig(config),
        config,
      }),
      async handler(ctx) {
        inputs.push(ctx.input);
        const html = 'https://github.com/acme/orders';
        ctx.output('remoteUrl', `${html}.git`);
        ctx.output('repoContentsUrl', `${html}/blob/main`);
        ctx.output('commitHash', 'abc');
      },
    };

    const output = await run(
      createGithubPublisher({ host: 'github.com', owner: 'acme' }, action),
      '/nowhere',
      { name: 'orders', description: 'Takes orders' },
    );

    expect(inputs).toEqual([
      {
        repoUrl: 'github.com?owner=acme&repo=orders',
        description: 'Takes orders',
        defaultBranch: 'main',
      },
    ]);
    expect(output).toEqual({
      remoteUrl: 'https://github.com/acme/orders.git',
      repoContentsUrl: 'https://github.com/acme/orders/blob/main',
      catalogInfoUrl:
        'https://github.com/acme/orders/blob/main/catalog-info.yaml',
    });
  });
});

const change = {
  name: 'orders',
  branch: 'aws-identity',
  title: 'Give orders its AWS identity',
  description: 'Once merged, apply it.',
  sourcePath: 'pull-request',
};

async function ask(
  open: PullRequester,
  workspacePath: string,
  input: Partial<typeof change> = {},
) {
  const output: Record<string, unknown> = {};
  await createHostPullRequestAction(open).handler({
    ...createMockActionContext({ workspacePath }),
    input: { ...change, ...input },
    output: (name, value) => {
      output[name] = value;
    },
  });
  return output;
}

describe('host:pull-request to a local repository', () => {
  const mockDir = createMockDirectory();
  const workspace = mockDir.resolve('workspace');
  const directory = mockDir.resolve('repositories');
  const dir = join(directory, 'orders');
  const open = createLocalPullRequester({ directory, author });
  const publish = createLocalPublisher({ directory, author, baseUrl: 'x' });
  const filesOf = (ref: string) => git.listFiles({ fs, dir, ref });
  const commitsOf = async (ref: string) =>
    (await git.log({ fs, dir, ref })).map(({ commit }) =>
      commit.message.trim(),
    );

  beforeEach(() => {
    mockDir.setContent({
      workspace: {
        service: { 'README.md': 'Orders\n', k8s: { 'deployment.yaml': '' } },
        'pull-request': {
          'aws-identity': { 'main.tf': 'resource\n' },
          k8s: { 'service-account.yaml': 'kind: ServiceAccount\n' },
        },
      },
    });
  });

  it('commits the files to a branch, and says where it waits', async () => {
    await run(publish, workspace, { name: 'orders', sourcePath: 'service' });
    const output = await ask(open, workspace);

    expect(output).toEqual({
      where: `branch aws-identity of file://${dir}`,
    });
    await expect(filesOf('aws-identity')).resolves.toEqual([
      'README.md',
      'aws-identity/main.tf',
      'k8s/deployment.yaml',
      'k8s/service-account.yaml',
    ]);
    await expect(commitsOf('aws-identity')).resolves.toEqual([
      'Give orders its AWS identity\n\nOnce merged, apply it.',
      'Publish orders from its template',
    ]);
  });

  it('leaves what is published, and checked out, as it is', async () => {
    await run(publish, workspace, { name: 'orders', sourcePath: 'service' });
    await ask(open, workspace);

    await expect(git.currentBranch({ fs, dir })).resolves.toBe('main');
    await expect(filesOf('main')).resolves.toEqual([
      'README.md',
      'k8s/deployment.yaml',
    ]);
    expect(fs.existsSync(join(dir, 'aws-identity'))).toBe(false);
  });

  it('asks once for the same, and goes on from there for another', async () => {
    await ask(open, workspace);
    await ask(open, workspace);
    await expect(commitsOf('aws-identity')).resolves.toHaveLength(2);

    fs.writeFileSync(
      join(workspace, 'pull-request', 'aws-identity', 'main.tf'),
      'another\n',
    );
    await ask(open, workspace);
    await expect(commitsOf('aws-identity')).resolves.toHaveLength(3);
  });

  it('begins a repository that is not there, with nothing on main', async () => {
    await ask(open, workspace);
    await expect(filesOf('main')).resolves.toEqual([]);
    await expect(filesOf('aws-identity')).resolves.toHaveLength(2);
  });

  it.each([
    [{ name: '../orders' }, /cannot name a repository/],
    [{ branch: '../main' }, /cannot name a branch/],
    [{ branch: '' }, /cannot name a branch/],
    [{ sourcePath: '../..' }, /Relative path is not allowed/],
  ])('refuses %j and writes nothing', async (input, message) => {
    await expect(ask(open, workspace, input)).rejects.toThrow(message);
    expect(fs.existsSync(directory)).toBe(false);
  });
});

describe('host:pull-request to GitHub', () => {
  it('asks publish:github:pull-request, which updates one of the same branch, and hands on its page', async () => {
    const inputs: object[] = [];
    const config = mockServices.rootConfig();
    const action: ReturnType<typeof createPublishGithubPullRequestAction> = {
      ...createPublishGithubPullRequestAction({
        integrations: ScmIntegrations.fromConfig(config),
        config,
      }),
      async handler(ctx) {
        inputs.push(ctx.input);
        ctx.output('remoteUrl', 'https://github.com/acme/orders/pull/7');
        ctx.output('pullRequestNumber', 7);
      },
    };
    const output = await ask(
      createGithubPullRequester({ host: 'github.com', owner: 'acme' }, action),
      '/nowhere',
    );

    expect(inputs).toEqual([
      {
        repoUrl: 'github.com?owner=acme&repo=orders',
        branchName: 'aws-identity',
        title: 'Give orders its AWS identity',
        description: 'Once merged, apply it.',
        sourcePath: 'pull-request',
        update: true,
      },
    ]);
    const url = 'https://github.com/acme/orders/pull/7';
    expect(output).toEqual({ where: url, url });
  });
});

describe('readGithubTarget', () => {
  const host = { publish: { githubOwner: 'acme' } };
  const withToken = [{ host: 'ghe.acme.example', token: 'a-token' }];

  it.each([
    ['nothing', {}, undefined],
    ['an owner only', { host }, undefined],
    [
      'an integration without credentials',
      { host, integrations: { github: [{ host: 'github.com' }] } },
      undefined,
    ],
    ['a token only', { integrations: { github: withToken } }, undefined],
    [
      'both',
      { host, integrations: { github: withToken } },
      { host: 'ghe.acme.example', owner: 'acme' },
    ],
  ])('with %s configured', (_, data, target) => {
    expect(readGithubTarget(mockServices.rootConfig({ data }))).toEqual(target);
  });
});
