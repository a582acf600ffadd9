import type { IamServiceAccountSpec } from '@backstage-irsa/core/model';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  failure,
  type IrsaBackendState,
} from '../../../dev/fixtures/irsaBackend';
import { planOf } from '../../../dev/fixtures/specPlans';
import { fill } from '../../__testUtils__/fill';
import { renderTemplate } from '../../__testUtils__/renderTemplate';

const text = (title: string, value: string) => ({
  title,
  type: 'string',
  default: value,
});

const SCHEMA = {
  type: 'object',
  required: ['grants'],
  properties: {
    component: text('Component', 'component:default/orders'),
    cluster: text('Cluster', 'prod-eu'),
    namespace: text('Namespace', 'production'),
    grants: {
      title: 'Access',
      type: 'array',
      minItems: 1,
      items: { type: 'object' },
      'ui:field': 'IrsaGrantsEditor',
    },
    confirmLosses: {
      title: 'Plan',
      type: 'boolean',
      default: false,
      'ui:field': 'IrsaPlanPreview',
    },
  },
};

/** Opens the form of a template that uses both fields. */
function renderForm(state: IrsaBackendState = {}, more: object = {}) {
  const plan = jest.fn(planOf);
  const schema = { ...SCHEMA, properties: { ...SCHEMA.properties, ...more } };
  const pages = [{ title: 'What it may do', schema }];
  renderTemplate(pages, { plan, ...state });
  return plan;
}

const preview = () => screen.findByRole('region', { name: 'Planned changes' });
const row = async (number: number) =>
  within(await screen.findByRole('group', { name: `Access ${number}` }));

async function addAccess() {
  await userEvent.click(
    await screen.findByRole('button', { name: 'Add access' }),
  );
}

async function grantQueue(name: string) {
  const first = await row(1);
  await userEvent.click(first.getByRole('button', { name: /AWS service/ }));
  await userEvent.click(await screen.findByRole('option', { name: 'SQS' }));
  await fill(first.getByRole('textbox', { name: /Name: queue/ }), name);
}

describe('IrsaGrantsEditor and IrsaPlanPreview', () => {
  it('show the plan, the resulting access, and the policy while grants are selected', async () => {
    const plan = renderForm();
    await grantQueue('orders');
    const shown = within(await preview());
    expect(
      await shown.findByText(
        'Create role orders-7f3a (trusts production/orders in prod-eu)',
      ),
    ).toBeInTheDocument();
    expect(
      shown.getByText(
        'SQS, Write: sqs:SendMessage on arn:aws:sqs:eu-west-1:111122223333:orders',
      ),
    ).toBeInTheDocument();
    await userEvent.click(shown.getByText('Resulting policy'));
    await waitFor(() =>
      expect(shown.getByText(/"sqs:SendMessage"/)).toHaveTextContent(
        'arn:aws:sqs:eu-west-1:111122223333:orders',
      ),
    );
    expect(plan).toHaveBeenLastCalledWith({
      entityRef: 'component:default/orders',
      cluster: 'prod-eu',
      namespace: 'production',
      name: 'orders',
      grants: [{ service: 'sqs', access: 'send', resource: 'orders' }],
    });
  });

  it('show what to change where the ServiceAccount is managed', async () => {
    const plan = renderForm(
      {},
      { serviceAccount: text('Managed by', 'existing') },
    );
    await grantQueue('orders');
    const shown = within(await preview());
    await shown.findByText('Change where the ServiceAccount is managed');
    const files = shown.getByRole('tablist', { name: 'Files' });
    expect(
      within(files)
        .getAllByRole('tab')
        .map(({ textContent }) => textContent),
    ).toEqual(['values.yaml', 'kustomization.yaml', 'service-account.yaml']);
    expect(
      shown.getByText(/role-arn: arn:aws:iam::111122223333:role/),
    ).toBeInTheDocument();
    expect(plan).toHaveBeenLastCalledWith(
      expect.objectContaining({ serviceAccount: 'existing' }),
    );
  });

  it('request each plan once, no matter which field shows it', async () => {
    const plan = renderForm();
    await grantQueue('orders');
    await within(await preview()).findByText(/Create role orders-7f3a/);
    const asked = plan.mock.calls.map(([spec]) => JSON.stringify(spec));
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('show the losses that the plan has by the time the user continues', async () => {
    let isChanged = false;
    const lost = {
      ...{ service: 's3', title: 'S3', level: 'Read' as const },
      ...{ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::orders'] },
    };
    const plan = jest.fn((spec: IamServiceAccountSpec) => ({
      ...planOf(spec),
      permissions: { gained: [], risks: [], lost: isChanged ? [lost] : [] },
    }));
    renderForm({ plan });
    await grantQueue('orders');
    const orders = { service: 'sqs', access: 'send', resource: 'orders' };
    await waitFor(() =>
      expect(plan).toHaveBeenLastCalledWith(
        expect.objectContaining({ grants: [orders] }),
      ),
    );
    await waitFor(async () =>
      expect(await preview()).toHaveAttribute('aria-busy', 'false'),
    );
    isChanged = true;
    const review = { name: /Review/ };
    await userEvent.click(screen.getByRole('button', review));
    const confirm = { name: 'Remove this access' };
    await userEvent.click(await screen.findByRole('checkbox', confirm));
    await userEvent.click(screen.getByRole('button', review));
    expect(
      await screen.findByRole('button', { name: 'Create' }),
    ).toBeInTheDocument();
  });

  it('show beside a row which rule its resource violates, and do not continue', async () => {
    renderForm();
    await grantQueue('not a queue');
    const words = /Queue "not a queue" is not a valid name/;
    expect(await (await row(1)).findByRole('alert')).toHaveTextContent(words);
    await userEvent.click(screen.getByRole('button', { name: /Review/ }));
    expect(
      (await row(1)).getByRole('textbox', { name: /Name: queue/ }),
    ).toBeInvalid();
  });

  it('show beside a row and in the plan what only the backend knows', async () => {
    renderForm();
    await grantQueue('forbidden');
    const words = /Queue "forbidden" is kept for the platform team/;
    await waitFor(async () =>
      expect((await row(1)).getByRole('alert')).toHaveTextContent(words),
    );
    expect(within(await preview()).getByRole('alert')).toHaveTextContent(
      /1 rule violation: nothing is changed.*Access 1: Queue/,
    );
  });

  it('show the report-only guardrail violations of the plan without an error', async () => {
    renderForm();
    await grantQueue('reported');
    const plan = within(await preview());
    expect(
      await plan.findByText(/1 report-only guardrail violation/),
    ).toBeVisible();
    expect(plan.getByText(/Tag "cost-center" is required/)).toBeVisible();
    expect(plan.queryByRole('alert')).toBeNull();
  });

  it('remove a row', async () => {
    renderForm();
    await row(1);
    await addAccess();
    expect(screen.getAllByRole('group', { name: /^Access/ })).toHaveLength(2);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Remove access 1' }),
    );
    await waitFor(() =>
      expect(screen.getAllByRole('group', { name: /^Access/ })).toHaveLength(1),
    );
  });

  it('say that the plan could not be created, and retry', async () => {
    let up = false;
    renderForm({
      override: path =>
        path === '/plans' && !up
          ? failure(503, 'ServiceUnavailableError', 'Down.')
          : undefined,
    });
    const shown = within(await preview());
    expect(await shown.findByRole('alert')).toHaveTextContent(
      'Could not create the plan: Down.',
    );
    up = true;
    await userEvent.click(shown.getByRole('button', { name: 'Try again' }));
    expect(
      await shown.findByText(/Create role orders-7f3a/),
    ).toBeInTheDocument();
  });
});
