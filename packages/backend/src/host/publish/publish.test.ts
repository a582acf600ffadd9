import fs from 'node:fs';
import { join } from 'node:path';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { ScmIntegrations } from '@backstage/integration';
import { createPublishGithubAction } from '@backstage/plugin-scaffolder-backend-module-github';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import git from 'isomorphic-git';
import { createHostPublishAction } from './action';
import { createGithubPublisher } from './githubPublisher';
import { readGithubTarget } from './githubTarget';
import { createLocalPublisher } from './localPublisher';
import type { Publisher } from './types';

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
