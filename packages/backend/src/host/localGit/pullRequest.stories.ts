import fs from 'node:fs';
import { join } from 'node:path';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import git from 'isomorphic-git';
import { createLocalPublishAction } from './publishAction';
import { createLocalPullRequestAction } from './pullRequestAction';

const author = { name: 'Scaffolder', email: 'scaffolder@localhost' };

const change = {
  repo: 'orders',
  branch: 'aws-identity',
  title: 'Give orders its AWS identity',
  description: 'Once merged, apply it.',
};

describe('local-git:pull-request', () => {
  const mockDir = createMockDirectory();
  const workspace = mockDir.resolve('workspace');
  const directory = mockDir.resolve('repositories');
  const dir = join(directory, 'orders');
  const action = createLocalPullRequestAction({ directory, author });
  const publish = createLocalPublishAction({ directory, author, baseUrl: 'x' });
  const publishService = () =>
    publish.handler(
      createMockActionContext({
        workspacePath: mockDir.path,
        input: { repo: 'orders', sourcePath: 'service' },
      }),
    );
  async function ask(input: Partial<typeof change> = {}) {
    const output: Record<string, unknown> = {};
    await action.handler({
      ...createMockActionContext({ workspacePath: workspace }),
      input: { ...change, ...input },
      output: (name, value) => {
        output[name] = value;
      },
    });
    return output;
  }
  const filesOf = (ref: string) => git.listFiles({ fs, dir, ref });
  const commitsOf = async (ref: string) =>
    (await git.log({ fs, dir, ref })).map(({ commit }) =>
      commit.message.trim(),
    );

  beforeEach(() => {
    mockDir.setContent({
      service: { 'README.md': 'Orders\n', k8s: { 'deployment.yaml': '' } },
      workspace: {
        'aws-identity': { 'orders.tf': 'resource\n' },
        k8s: { 'service-account.yaml': 'kind: ServiceAccount\n' },
      },
    });
  });

  it('commits the files to a branch, and says where it waits', async () => {
    await publishService();
    const output = await ask();

    expect(output).toEqual({
      where: `branch aws-identity of file://${dir}`,
    });
    await expect(filesOf('aws-identity')).resolves.toEqual([
      'README.md',
      'aws-identity/orders.tf',
      'k8s/deployment.yaml',
      'k8s/service-account.yaml',
    ]);
    await expect(commitsOf('aws-identity')).resolves.toEqual([
      'Give orders its AWS identity\n\nOnce merged, apply it.',
      'Publish orders from its template',
    ]);
  });

  it('leaves what is published, and checked out, as it is', async () => {
    await publishService();
    await ask();

    await expect(git.currentBranch({ fs, dir })).resolves.toBe('main');
    await expect(filesOf('main')).resolves.toEqual([
      'README.md',
      'k8s/deployment.yaml',
    ]);
    expect(fs.existsSync(join(dir, 'aws-identity'))).toBe(false);
  });

  it('asks once for the same, and goes on from there for another', async () => {
    await ask();
    await ask();
    await expect(commitsOf('aws-identity')).resolves.toHaveLength(2);

    fs.writeFileSync(join(workspace, 'aws-identity', 'orders.tf'), 'another\n');
    await ask();
    await expect(commitsOf('aws-identity')).resolves.toHaveLength(3);
  });

  it('begins a repository that is not there, with nothing on main', async () => {
    await ask();
    await expect(filesOf('main')).resolves.toEqual([]);
    await expect(filesOf('aws-identity')).resolves.toHaveLength(2);
  });

  it.each([
    [{ repo: '../orders' }, /is not a valid repository name/],
    [{ branch: '../main' }, /is not a valid branch name/],
    [{ branch: '' }, /is not a valid branch name/],
  ])('refuses %j and writes nothing', async (input, message) => {
    await expect(ask(input)).rejects.toThrow(message);
    expect(fs.existsSync(directory)).toBe(false);
  });
});
