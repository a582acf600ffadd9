import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { clusters, namespaces } from '../../../dev/fixtures/clusters';
import {
  failure,
  irsaBackend,
  type IrsaBackendState,
} from '../../../dev/fixtures/irsaBackend';
import { planOf } from '../../../dev/fixtures/specPlans';
import { testPlugin } from '../../__testUtils__/testPlugin';

const text = (title: string, value: string) => ({
  ...{ title, type: 'string', default: value },
});
const PLACE = {
  component: text('Component', 'component:default/orders'),
  cluster: text('Cluster', 'prod-eu'),
  namespace: text('Namespace', 'payments'),
};
const GRANTS = {
  grants: {
    title: 'Access',
    type: 'array',
    minItems: 1,
    items: { type: 'object' },
    'ui:field': 'IrsaGrantsEditor',
  },
};
const BUCKET = {
  bucket: {
    title: 'Bucket',
    type: 'string',
    'ui:field': 'IrsaResourceInput',
    'ui:options': { service: 's3', accessField: 'access' },
  },
  access: text('Access', 'read'),
};
const RESOURCES = [
  {
    owner: 'group:default/payments',
    patterns: ['arn:aws:s3:::payments-*', 'arn:aws:sqs:*:*:payments-*'],
  },
  { owner: 'group:default/data', patterns: ['arn:aws:s3:::data-*'] },
];

/** Opens the form of a template with these fields. */
function renderForm(properties: object, state: IrsaBackendState = {}) {
  const plan = jest.fn(planOf);
  renderTestApp({
    features: [testPlugin, scaffolderPlugin],
    initialRouteEntries: ['/create/templates/default/add-aws-access'],
    apis: [
      mockApis.fetch({
        baseImplementation: irsaBackend({
          ...{ plan, clusters, namespaces, resources: RESOURCES },
          ...state,
        }),
      }),
      mockApis.discovery({ baseUrl: 'http://localhost:7007' }),
      mockApis.permission(),
      catalogApiMock(),
      [
        scaffolderApiRef,
        {
          getTemplateParameterSchema: async () => ({
            title: 'Access',
            steps: [
              {
                title: 'What it may do',
                schema: {
                  type: 'object',
                  properties: { ...PLACE, ...properties },
                },
              },
            ],
          }),
        },
      ],
    ],
  });
  return plan;
}

// A whole form takes its time on a busy machine.
jest.setTimeout(120_000);
configure({ asyncUtilTimeout: 30_000 });

const HINT = /From namespace payments you can use these AWS resources/;
/** What the plan says against a resource of this name, also when the form is sent on. */
const KEPT = /"forbidden" is kept for the platform team/;
const review = () =>
  userEvent.click(screen.getByRole('button', { name: /Review/ }));
const type = async (field: HTMLElement, words: string) => {
  await userEvent.clear(field);
  await userEvent.type(field, words);
};

describe('IrsaGrantsEditor', () => {
  const row = async () =>
    within(await screen.findByRole('group', { name: 'Access 1' }));
  const bucket = async () =>
    (await row()).getByRole('textbox', { name: /Name: bucket/ });

  it('shows the resources of the groups, refuses another one while it is typed, and does not go on', async () => {
    renderForm(GRANTS);
    expect(await screen.findByText(HINT)).toHaveTextContent(
      'arn:aws:s3:::payments-*, arn:aws:sqs:*:*:payments-*, arn:aws:s3:::data-*',
    );
    await type(await bucket(), 'forbidden');
    expect(await (await row()).findByRole('alert')).toHaveTextContent(
      /You cannot use bucket forbidden from namespace payments\..*arn:aws:s3:::payments-\*/,
    );
    expect(await bucket()).toBeInvalid();
    await review();
    expect(await bucket()).toBeInvalid();
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();

    await type(await bucket(), 'payments-files');
    await waitFor(async () =>
      expect((await row()).queryByRole('alert')).not.toBeInTheDocument(),
    );
    await review();
    expect(
      await screen.findByRole('button', { name: 'Create' }),
    ).toBeInTheDocument();
  });

  it('judges by the owner that the form names', async () => {
    renderForm({ owner: text('Owner', 'group:default/data'), ...GRANTS });
    expect(await screen.findByText(HINT)).toHaveTextContent(
      /arn:aws:s3:::data-\*$/,
    );
    await type(await bucket(), 'payments-files');
    expect(await (await row()).findByRole('alert')).toHaveTextContent(
      'You cannot use bucket payments-files',
    );
  });

  it('says that nothing can be granted where a rule gives no resources', async () => {
    const owner = 'group:default/payments';
    renderForm(GRANTS, { resources: [{ owner, patterns: [] }] });
    expect(
      await screen.findByText(/No AWS resources can be used from namespace/),
    ).toBeInTheDocument();
    await type(await bucket(), 'payments-files');
    expect(await (await row()).findByRole('alert')).toHaveTextContent(
      'Ask an administrator to name some in irsa.namespaceRules',
    );
  });

  it('says nothing where every resource can be used', async () => {
    const plan = renderForm(GRANTS, {
      resources: [{ owner: 'group:default/payments', patterns: ['*'] }],
    });
    await type(await bucket(), 'anything');
    await waitFor(() => expect(plan).toHaveBeenCalled());
    expect(screen.queryByText(HINT)).not.toBeInTheDocument();
    expect((await row()).queryByRole('alert')).not.toBeInTheDocument();
  });

  it('leaves it to the plan for a namespace that does not exist yet', async () => {
    renderForm({ ...GRANTS, namespace: text('Namespace', 'new-one') });
    await type(await bucket(), 'forbidden');
    await waitFor(async () =>
      expect((await row()).getByRole('alert')).toHaveTextContent(
        'Queue "forbidden" is kept for the platform team.',
      ),
    );
    await review();
    expect(await screen.findAllByText(KEPT)).not.toHaveLength(0);
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
  });

  it('goes on when no plan can be made: the task refuses what is wrong', async () => {
    renderForm(GRANTS, {
      override: path =>
        path === '/plans'
          ? failure(503, 'ServiceUnavailableError', 'Down.')
          : undefined,
    });
    await type(await bucket(), 'payments-files');
    await review();
    expect(
      await screen.findByRole('button', { name: 'Create' }),
    ).toBeInTheDocument();
  });
});

describe('IrsaResourceInput', () => {
  const bucket = () => screen.findByRole('textbox', { name: /Bucket/ });

  it('refuses a resource of somebody else while it is typed, and does not go on', async () => {
    renderForm(BUCKET);
    expect(await screen.findByText(HINT)).toBeInTheDocument();
    await type(await bucket(), 'forbidden');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You cannot use bucket forbidden from namespace payments.',
    );
    expect(await bucket()).toBeInvalid();
    await review();
    expect(await bucket()).toBeInvalid();
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();

    await type(await bucket(), 'payments-files');
    await review();
    expect(await screen.findByText('payments-files')).toBeInTheDocument();
    expect(
      await screen.findByRole('button', { name: 'Create' }),
    ).toBeInTheDocument();
  });

  it('says which rule a name breaks', async () => {
    renderForm(BUCKET);
    await type(await bucket(), 'My_bucket');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      "breaks S3's naming rule",
    );
  });
});
