import { createMockDirectory } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { HandOver } from '@backstage-irsa/core/model';
import type { IrsaApi } from '@backstage-irsa/plugin-irsa-common';
import { irsaService, serviceAccount } from '../__testUtils__/fixtures';
import { inputOf, runAction } from '../__testUtils__/runExample';
import type { PullRequestSettings } from '../pullRequest/settings';
import { createServiceAccountHandOverAction } from './serviceAccountHandOver';
import { examples } from './serviceAccountHandOver.examples';

const input = inputOf(examples[0]);
const answer: HandOver = {
  to: 'ack',
  files: [{ path: 'ack.yaml', content: 'kind: Role\n' }],
  notes: ['The ACK controllers adopt the existing resources.'],
};
const settings: PullRequestSettings = {
  kind: 'github',
  host: 'github.com',
  within: { owner: 'my-org' },
  repo: 'infra',
  path: 'aws/{namespace}',
  reviewers: [],
  readableRepositories: [],
};
const account = serviceAccount({
  spec: {
    entityRef: 'component:default/orders',
    cluster: 'prod-eu',
    namespace: 'shop',
    name: 'orders',
  },
});

describe('irsa:service-account:hand-over', () => {
  const workspace = createMockDirectory();
  beforeEach(() => workspace.clear());
  const run = (
    handOver: IrsaApi['handOverServiceAccount'],
    more: object = {},
    options: Parameters<typeof runAction>[2] & {
      without?: 'settings';
    } = {},
  ) =>
    runAction(
      createServiceAccountHandOverAction({
        irsa: irsaService({
          handOverServiceAccount: handOver,
          listEntityServiceAccounts: async () => ({ items: [account] }),
        }),
        catalog: catalogServiceMock(),
        settings: options.without ? undefined : settings,
      }),
      { ...input, ...more },
      { workspacePath: workspace.path, ...options },
    );

  it('writes the files and logs what to do with them', async () => {
    const handOver = jest.fn(async () => answer);
    const { log, output, error } = await run(handOver);
    expect(error).toBeUndefined();
    expect(handOver).toHaveBeenCalledWith(account.id, 'terraform');
    expect(workspace.content()).toEqual({
      deploy: { aws: { 'ack.yaml': 'kind: Role\n' } },
    });
    expect(output).toEqual({
      serviceAccount: 'prod-eu/shop/orders',
      files: ['deploy/aws/ack.yaml'],
      notes: answer.notes,
    });
    expect(log).toEqual([
      'info Wrote deploy/aws/ack.yaml',
      `info ${answer.notes[0]}`,
    ]);
  });

  it.each([
    ['ack', 'Take over the AWS identity of component:default/orders'],
    [
      'backstage',
      'Give the AWS identity of component:default/orders back to Backstage',
    ],
  ])('describes the pull request to %s', async (to, title) => {
    const { output, error } = await run(
      jest.fn(async () => answer),
      { to, pullRequest: true, targetPath: undefined },
    );
    expect(error).toBeUndefined();
    expect(output.files).toEqual(['aws/shop/ack.yaml']);
    expect(output.pullRequest).toMatchObject({
      kind: 'github',
      repoUrl: 'github.com?owner=my-org&repo=infra',
      path: 'aws/shop',
      title,
    });
  });

  it('starts nothing when no pull request can be opened or in a dry run', async () => {
    const handOver = jest.fn(async () => answer);
    const { error } = await run(
      handOver,
      { pullRequest: true },
      { without: 'settings' },
    );
    expect(error).toMatchObject({
      message: expect.stringContaining('irsa.pullRequests.repository'),
    });
    const { log } = await run(handOver, {}, { isDryRun: true });
    expect(log).toEqual([
      'info Planned: hand prod-eu/shop/orders over to terraform',
    ]);
    expect(handOver).not.toHaveBeenCalled();
    expect(workspace.content()).toEqual({});
  });
});
