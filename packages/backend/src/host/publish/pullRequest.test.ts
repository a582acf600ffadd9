import fs from 'node:fs';
import { join } from 'node:path';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { ScmIntegrations } from '@backstage/integration';
import { createPublishGithubPullRequestAction } from '@backstage/plugin-scaffolder-backend-module-github';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import git from 'isomorphic-git';
import { createGithubPullRequester } from './githubPullRequester';
import { createLocalPublisher } from './localPublisher';
import { createLocalPullRequester } from './localPullRequester';
import { createHostPullRequestAction } from './pullRequestAction';
import type { PullRequester } from './types';

const author = { name: 'Scaffolder', email: 'scaffolder@localhost' };

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
  const publishService = () =>
    publish(
      { name: 'orders', sourcePath: 'service' },
      createMockActionContext({ workspacePath: workspace }),
    );
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
    await publishService();
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
    await publishService();
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
