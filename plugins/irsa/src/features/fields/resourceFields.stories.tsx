import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { clusters, namespaces } from '../../../dev/fixtures/clusters';
import {
  failure,
  type IrsaBackendState,
} from '../../../dev/fixtures/irsaBackend';
import { planOf } from '../../../dev/fixtures/specPlans';
import { fill } from '../../__testUtils__/fill';
import { renderTemplate } from '../../__testUtils__/renderTemplate';

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
function renderForm(fields: object, state: IrsaBackendState = {}) {
  const plan = jest.fn(planOf);
  const properties = { ...PLACE, ...fields };
  const schema = { type: 'object', properties };
  const backend = {
    plan,
    clusters,
    namespaces,
    resources: RESOURCES,
    ...state,
  };
  renderTemplate([{ title: 'What it may do', schema }], backend);
  return plan;
}

const HINT = /From namespace payments you can use these AWS resources/;
/** The violation that the plan reports for a resource with this name, also when the form is submitted. */
const KEPT = /"forbidden" is kept for the platform team/;
const review = () =>
  userEvent.click(screen.getByRole('button', { name: /Review/ }));

describe('IrsaGrantsEditor', () => {
  const row = async () =>
    within(await screen.findByRole('group', { name: 'Access 1' }));
  const bucket = async () =>
    (await row()).getByRole('textbox', { name: /Name: bucket/ });

  it('shows the resources of the groups, rejects another one while it is typed, and does not continue', async () => {
    renderForm(GRANTS);
    expect(await screen.findByText(HINT)).toHaveTextContent(
      'arn:aws:s3:::payments-*, arn:aws:sqs:*:*:payments-*, arn:aws:s3:::data-*',
    );
    await fill(await bucket(), 'forbidden');
    expect(await (await row()).findByRole('alert')).toHaveTextContent(
      /You cannot use bucket forbidden from namespace payments\..*arn:aws:s3:::payments-\*/,
    );
    expect(await bucket()).toBeInvalid();
    await review();
    expect(await bucket()).toBeInvalid();
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();

    await fill(await bucket(), 'payments-files');
    await waitFor(async () =>
      expect((await row()).queryByRole('alert')).not.toBeInTheDocument(),
    );
    await review();
    expect(
      await screen.findByRole('button', { name: 'Create' }),
    ).toBeInTheDocument();
  });

  it('applies the rules of the owner that the form names', async () => {
    renderForm({ owner: text('Owner', 'group:default/data'), ...GRANTS });
    expect(await screen.findByText(HINT)).toHaveTextContent(
      /arn:aws:s3:::data-\*$/,
    );
    await fill(await bucket(), 'payments-files');
    expect(await (await row()).findByRole('alert')).toHaveTextContent(
      'You cannot use bucket payments-files',
    );
  });

  it('says that nothing can be granted where no rule allows a resource', async () => {
    const owner = 'group:default/payments';
    renderForm(GRANTS, { resources: [{ owner, patterns: [] }] });
    expect(
      await screen.findByText(/No AWS resources can be used from namespace/),
    ).toBeInTheDocument();
    await fill(await bucket(), 'payments-files');
    expect(await (await row()).findByRole('alert')).toHaveTextContent(
      'Ask an administrator to name some in irsa.namespaceRules',
    );
  });

  it('shows no hint when every resource is allowed', async () => {
    const plan = renderForm(GRANTS, {
      resources: [{ owner: 'group:default/payments', patterns: ['*'] }],
    });
    await fill(await bucket(), 'anything');
    await waitFor(() => expect(plan).toHaveBeenCalled());
    expect(screen.queryByText(HINT)).not.toBeInTheDocument();
    expect((await row()).queryByRole('alert')).not.toBeInTheDocument();
  });

  it('lets the plan decide for a namespace that does not exist yet', async () => {
    renderForm({ ...GRANTS, namespace: text('Namespace', 'new-one') });
    await fill(await bucket(), 'forbidden');
    await waitFor(async () =>
      expect((await row()).getByRole('alert')).toHaveTextContent(
        'Queue "forbidden" is kept for the platform team.',
      ),
    );
    await review();
    expect(await screen.findAllByText(KEPT)).not.toHaveLength(0);
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
  });

  it('continues when no plan can be made, because the task validates the input', async () => {
    renderForm(GRANTS, {
      override: path =>
        path === '/plans'
          ? failure(503, 'ServiceUnavailableError', 'Down.')
          : undefined,
    });
    await fill(await bucket(), 'payments-files');
    await review();
    expect(
      await screen.findByRole('button', { name: 'Create' }),
    ).toBeInTheDocument();
  });
});

describe('IrsaResourceInput', () => {
  const bucket = () => screen.findByRole('textbox', { name: /Bucket/ });

  it('rejects a resource of another owner while it is typed, and does not continue', async () => {
    renderForm(BUCKET);
    expect(await screen.findByText(HINT)).toBeInTheDocument();
    await fill(await bucket(), 'forbidden');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You cannot use bucket forbidden from namespace payments.',
    );
    expect(await bucket()).toBeInvalid();
    await review();
    expect(await bucket()).toBeInvalid();
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();

    await fill(await bucket(), 'payments-files');
    await review();
    expect(await screen.findByText('payments-files')).toBeInTheDocument();
    expect(
      await screen.findByRole('button', { name: 'Create' }),
    ).toBeInTheDocument();
  });

  it('says which rule a name violates', async () => {
    renderForm(BUCKET);
    await fill(await bucket(), 'My_bucket');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      "breaks S3's naming rule",
    );
  });
});
