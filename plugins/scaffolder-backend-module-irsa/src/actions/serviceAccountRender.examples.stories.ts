import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { Entity } from '@backstage/catalog-model';
import type { ClusterList, Rendering } from '@backstage-irsa/core/model';
import type { IrsaApi } from '@backstage-irsa/plugin-irsa-common';
import { irsaService, serviceAccount } from '../__testUtils__/fixtures';
import { inputOf, runAction } from '../__testUtils__/runExample';
import { ANNOTATIONS } from '../pullRequest/annotations';
import type { PullRequestSettings } from '../pullRequest/settings';
import { createServiceAccountRenderAction } from './serviceAccountRender';
import { examples } from './serviceAccountRender.examples';

const answering = (change: Partial<Rendering> = {}) =>
  jest.fn<
    ReturnType<IrsaApi['renderServiceAccount']>,
    Parameters<IrsaApi['renderServiceAccount']>
  >(async (_, format) => ({
    format,
    files: [{ path: 'role.yaml', content: '# é\n' }],
    violations: [],
    notes: ['The aws provider must be for account 111122223333.'],
    ...change,
  }));
const [delivering, rendering, annotating] = examples.map(inputOf);
const clusters: ClusterList = {
  items: [
    {
      name: 'prod-eu',
      eksName: 'prod-eu',
      accountId: '111122223333',
      region: 'eu-west-1',
      canCreateNamespaces: false,
      mode: 'write',
    },
  ],
};
const orders: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'orders',
    annotations: { [ANNOTATIONS.path]: 'teams/{namespace}' },
  },
};
const settings: PullRequestSettings = {
  kind: 'gitlab',
  host: 'gitlab.com',
  within: { owner: 'my-group' },
  repo: 'infra',
  path: 'aws',
  reviewers: ['octocat'],
  readableRepositories: ['infra'],
};
const { format: _, targetPath: __, deliver: ___, ...spec } = delivering;

const IN_GIT =
  'https://gitlab.com/my-group/infra/-/blob/HEAD/deploy/orders/values.yaml';
const VALUES = 'orders:\n  serviceAccount: {}   # by Helm\nmode: 0777\n';
const reader = mockServices.urlReader.mock({
  readUrl: async url => {
    if (url !== IN_GIT) throw new NotFoundError(`${url} not found`);
    return { buffer: async () => Buffer.from(VALUES) };
  },
});

describe('irsa:service-account:render', () => {
  const workspace = createMockDirectory();
  beforeEach(() => workspace.clear());
  const run = (
    methods: Partial<IrsaApi>,
    input: typeof delivering,
    context: Parameters<typeof runAction>[2] = {},
    annotations = orders.metadata.annotations,
  ) =>
    runAction(
      createServiceAccountRenderAction({
        irsa: irsaService({ listClusters: async () => clusters, ...methods }),
        catalog: catalogServiceMock({
          entities: [
            { ...orders, metadata: { ...orders.metadata, annotations } },
          ],
        }),
        settings,
        reader,
      }),
      input,
      { workspacePath: workspace.path, ...context },
    );

  it('keeps recorded values that are not specified, with keepUnspecified', async () => {
    const render = answering();
    const recorded = { ...spec, tokenExpirationSeconds: 3600 };
    const { error } = await run(
      {
        renderServiceAccount: render,
        listEntityServiceAccounts: async () => ({
          items: [serviceAccount({ spec: recorded })],
        }),
      },
      { ...delivering, deliver: false, keepUnspecified: true },
    );
    expect(error).toBeUndefined();
    expect(render).toHaveBeenCalledWith(recorded, 'terraform', {
      createResources: false,
    });
  });

  it('delivers as the initiator, writes the files, and logs their prerequisites', async () => {
    const deliver = answering();
    const { log, output, error } = await run(
      { renderServiceAccount: answering(), deliverServiceAccount: deliver },
      delivering,
    );
    expect(error).toBeUndefined();
    expect(deliver).toHaveBeenCalledWith(spec, 'terraform', {
      createResources: false,
    });
    expect(workspace.content()).toEqual({
      deploy: { aws: { 'role.yaml': '# é\n' } },
    });
    expect(output).toEqual({
      files: ['deploy/aws/role.yaml'],
      notes: ['The aws provider must be for account 111122223333.'],
      serviceAccountName: 'orders',
      namespace: 'shop',
      annotation: 'prod-eu/shop/orders',
    });
    expect(log).toEqual([
      'info Wrote deploy/aws/role.yaml',
      'info The aws provider must be for account 111122223333.',
      'info prod-eu/shop/orders is pending delivery',
    ]);
  });

  it('arranges the files for the pull request and outputs its target', async () => {
    const { output, error } = await run(
      { renderServiceAccount: answering() },
      { ...rendering, pullRequest: true },
    );
    expect(error).toBeUndefined();
    expect(workspace.content()).toEqual({
      teams: { shop: { 'role.yaml': '# é\n' } },
    });
    expect(output.region).toBe('eu-west-1');
    expect(output.pullRequest).toMatchObject({
      kind: 'gitlab',
      repoUrl: 'gitlab.com?owner=my-group&repo=infra',
      path: 'teams/shop',
      reviewers: ['octocat'],
    });
  });

  it('requests the files for the bucket too, with createResources', async () => {
    const render = answering();
    const deliver = answering();
    await run(
      { renderServiceAccount: render, deliverServiceAccount: deliver },
      { ...delivering, createResources: true },
    );
    const asked = ['terraform', { createResources: true }];
    expect(render.mock.calls[0].slice(1)).toEqual(asked);
    expect(deliver.mock.calls[0].slice(1)).toEqual(asked);
  });

  it('rejects unconfirmed losses, and neither delivers nor writes', async () => {
    const lost = [
      {
        service: 'sqs',
        title: 'Amazon SQS',
        level: 'Write' as const,
        actions: ['sqs:SendMessage'],
        resources: ['arn:aws:sqs:eu-west-1:111122223333:orders'],
      },
    ];
    const render = answering({ permissions: { gained: [], lost, risks: [] } });
    const { error } = await run({ renderServiceAccount: render }, delivering);
    expect(error).toMatchObject({
      message:
        'Nothing was changed. The plan removes access: Amazon SQS, Write: sqs:SendMessage on arn:aws:sqs:eu-west-1:111122223333:orders. Confirm it with confirmLosses, or request the access to keep.',
    });
    expect(workspace.content()).toEqual({});
    const deliver = answering();
    const confirmed = { ...delivering, confirmLosses: true };
    expect(
      (
        await run(
          { renderServiceAccount: render, deliverServiceAccount: deliver },
          confirmed,
        )
      ).error,
    ).toBeUndefined();
    expect(deliver).toHaveBeenCalledTimes(1);
  });

  describe('a ServiceAccount that Helm manages', () => {
    const ROLE = 'eks.amazonaws.com/role-arn';
    const serviceAccountPatch = {
      annotations: { [ROLE]: 'arn:aws:iam::111122223333:role/irsa/orders' },
      ...{ helmValues: 'h', kustomization: 'k', manifest: 'm' },
    };
    const methods = () => ({
      renderServiceAccount: answering({ serviceAccountPatch }),
      deliverServiceAccount: answering({ serviceAccountPatch }),
    });

    it.each<[string, object, string, string]>([
      ['Helm values', annotating.serviceAccountFile, VALUES, 'mode: 0777'],
      [
        'a manifest',
        { path: 'deploy/values.yaml', kind: 'manifest' },
        'kind: ServiceAccount\nmetadata: {name: orders}\n',
        ROLE,
      ],
      [
        'a kustomization',
        { path: 'deploy/values.yaml', kind: 'kustomization' },
        'resources: [a.yaml]\n',
        'patches:',
      ],
    ])(
      'is annotated in %s, and the patch is an output',
      async (_kind, file, text, part) => {
        workspace.setContent({ deploy: { 'values.yaml': text } });
        const input = { ...annotating, serviceAccountFile: file };
        const { error, output } = await run(methods(), input);
        expect(error).toBeUndefined();
        expect(output).toMatchObject({
          files: ['deploy/aws/role.yaml', 'deploy/values.yaml'],
          serviceAccountPatch,
        });
        const written = JSON.stringify(workspace.content());
        expect(written).toContain(serviceAccountPatch.annotations[ROLE]);
        expect(written).toContain(part);
      },
    );

    it('is annotated in its file, which is read from the repository', async () => {
      const { serviceAccountFile: _file, ...without } = annotating;
      const { error, output } = await run(methods(), {
        ...{ ...without, targetPath: 'clone', pullRequest: true },
        repositoryFile:
          'deploy/{name}/values.yaml#orders.serviceAccount.annotations',
      });
      expect(error).toBeUndefined();
      expect(output.files).toEqual([
        'clone/teams/shop/role.yaml',
        'clone/deploy/orders/values.yaml',
      ]);
      for (const part of [
        expect.stringContaining(serviceAccountPatch.annotations[ROLE]),
        expect.stringMatching(/ {3}# by Helm\nmode: 0777\n$/),
      ]) {
        expect(workspace.content()).toMatchObject({
          clone: { deploy: { orders: { 'values.yaml': part } } },
        });
      }
    });

    it('is not read from a repository of another owner that an annotation names', async () => {
      const { serviceAccountFile: _file, ...without } = annotating;
      const service = methods();
      const { error } = await run(
        service,
        {
          ...{ ...without, pullRequest: true },
          repositoryFile: 'deploy/{name}/values.yaml',
        },
        {},
        { ...orders.metadata.annotations, [ANNOTATIONS.repository]: 'payroll' },
      );
      expect(String(error)).toMatch(
        /^InputError: repositoryFile: Backstage does not read gitlab.com\?owner=my-group&repo=payroll/,
      );
      expect(service.deliverServiceAccount).not.toHaveBeenCalled();
    });

    it('is not delivered when its file is not in the repository', async () => {
      const { serviceAccountFile: _file, ...without } = annotating;
      const service = methods();
      const { error } = await run(service, {
        ...{ ...without, pullRequest: true, repositoryFile: 'values.yaml' },
      });
      expect(String(error)).toMatch(
        /^InputError: repositoryFile: values.yaml of gitlab.com\?.* could not be read/,
      );
      expect(service.deliverServiceAccount).not.toHaveBeenCalled();
    });

    it.each([
      ['does not exist', {}, 'The workspace has no file deploy/values.yaml.'],
      [
        'cannot be changed',
        { deploy: { 'values.yaml': 'orders: *other\n' } },
        'deploy/values.yaml was not changed.',
      ],
    ])('is not delivered when its file %s', async (_why, content, message) => {
      workspace.setContent(content);
      const service = methods();
      const { error } = await run(service, annotating);
      expect(String(error)).toContain(message);
      expect(service.deliverServiceAccount).not.toHaveBeenCalled();
      expect(workspace.content()).toEqual(content);
    });
  });

  it('records nothing without delivery or in a dry run', async () => {
    const render = answering();
    await run({ renderServiceAccount: render }, rendering);
    await run({ renderServiceAccount: render }, delivering, { isDryRun: true });
    expect(render.mock.calls.map(([, format]) => format)).toEqual([
      'cloudformation',
      'terraform',
    ]);
    expect(workspace.content()).toEqual({
      'role.yaml': '# é\n',
      deploy: { aws: { 'role.yaml': '# é\n' } },
    });
  });

  it('writes nothing for a spec that violates rules, and names them', async () => {
    const violations = [
      {
        field: 'audience',
        rule: 'unsupported-by-format',
        message: 'Not by eksctl.',
      },
    ];
    const { error, output } = await run(
      { renderServiceAccount: answering({ files: [], violations }) },
      rendering,
    );
    expect(error).toMatchObject({
      message:
        'Nothing was changed. Token audience: Not by eksctl. [unsupported-by-format]',
    });
    expect(output).toEqual({});
    expect(workspace.content()).toEqual({});
  });

  it.each([
    ['a target path', '../elsewhere', 'role.yaml'],
    ['a relative file path', '.', '../role.yaml'],
    ['an absolute file path', '.', '/etc/role.yaml'],
  ])(
    'writes nothing outside the workspace through %s',
    async (___title, targetPath, path) => {
      const { error } = await run(
        {
          renderServiceAccount: answering({
            files: [
              { path: 'first.yaml', content: '' },
              { path, content: '' },
            ],
          }),
        },
        { ...rendering, targetPath },
      );
      expect(error).toMatchObject({ name: 'NotAllowedError' });
      expect(workspace.content()).toEqual({});
    },
  );
});
