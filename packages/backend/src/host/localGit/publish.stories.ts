import fs from 'node:fs';
import { join } from 'node:path';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import git from 'isomorphic-git';
import { createLocalPublishAction } from './publishAction';

const author = { name: 'Scaffolder', email: 'scaffolder@localhost' };

describe('local-git:publish', () => {
  const mockDir = createMockDirectory();
  const workspace = mockDir.resolve('workspace');
  const directory = mockDir.resolve('repositories');
  const dir = join(directory, 'orders');
  const action = createLocalPublishAction({
    directory,
    baseUrl: 'http://localhost:7007/api/host-repositories',
    author,
  });
  async function run(repo: string, sourcePath = '.') {
    const output: Record<string, unknown> = {};
    await action.handler({
      ...createMockActionContext({ workspacePath: workspace }),
      input: { repo, sourcePath },
      output: (name, value) => {
        output[name] = value;
      },
    });
    return output;
  }
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
    const output = await run('orders');

    expect(output).toEqual({
      remoteUrl: `file://${dir}`,
      repoContentsUrl: 'http://localhost:7007/api/host-repositories/orders',
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
    await run('orders', 'k8s');
    await expect(git.listFiles({ fs, dir, ref: 'HEAD' })).resolves.toEqual([
      'deployment.yaml',
    ]);
  });

  it('makes no second commit of the same', async () => {
    await run('orders');
    await run('orders');

    await expect(messages()).resolves.toHaveLength(1);
  });

  it('commits what changed on top', async () => {
    await run('orders');
    fs.writeFileSync(join(workspace, 'catalog-info.yaml'), 'kind: System\n');
    await run('orders');

    await expect(messages()).resolves.toHaveLength(2);
    const { blob } = await git.readBlob({
      fs,
      dir,
      oid: await git.resolveRef({ fs, dir, ref: 'HEAD' }),
      filepath: 'catalog-info.yaml',
    });
    expect(Buffer.from(blob).toString()).toBe('kind: System\n');
  });

  it('refuses a folder outside the workspace', async () => {
    await expect(run('orders', '../..')).rejects.toThrow(
      /Relative path is not allowed/,
    );
  });

  it.each(['..', '../orders', 'a/b', '.git', 'Orders', '', 'a'.repeat(64)])(
    'refuses the name %j and writes nothing',
    async name => {
      await expect(run(name)).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringMatching(
          /^Name ".*" is not a valid repository name/,
        ),
      });
      expect(mockDir.content()).toEqual({
        workspace: expect.anything(),
      });
    },
  );
});
