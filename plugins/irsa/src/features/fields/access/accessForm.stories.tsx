import type {
  Grant,
  IamServiceAccountSpec,
  Plan,
} from '@backstage-irsa/core/model';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { clusters, namespaces } from '../../../../dev/fixtures/clusters';
import {
  failure,
  type IrsaBackendState,
} from '../../../../dev/fixtures/irsaBackend';
import { drifted } from '../../../../dev/fixtures/serviceAccounts';
import { planOf } from '../../../../dev/fixtures/specPlans';
import { fill } from '../../../__testUtils__/fill';
import { renderTemplate } from '../../../__testUtils__/renderTemplate';

const text = (title: string, rest: object = {}) => ({
  ...{ title, type: 'string', ...rest },
});
const options = { 'ui:options': { keepUnspecified: true } };
const PAGES = [
  {
    title: 'Where',
    schema: {
      type: 'object',
      'ui:field': 'IrsaAccessForm',
      required: ['component', 'cluster', 'namespace'],
      properties: {
        component: text('Component'),
        cluster: text('Cluster', { 'ui:field': 'IrsaClusterPicker' }),
        namespace: text('Namespace', { 'ui:field': 'IrsaNamespacePicker' }),
        name: text('ServiceAccount', {
          ...{ pattern: '^[a-z0-9-]+$', 'ui:field': 'IrsaNameInput' },
          errorMessage: { pattern: 'ServiceAccount: lower-case letters.' },
          ...options,
        }),
        mechanism: text('Mechanism', {
          default: 'irsa',
          enum: ['irsa', 'pod-identity'],
        }),
        serviceAccount: text('Managed by', {
          enum: ['managed', 'existing'],
        }),
      },
    },
  },
  {
    title: 'What it may do',
    schema: {
      type: 'object',
      properties: {
        grants: {
          ...{ title: 'Access', type: 'array', minItems: 1 },
          ...{ items: { type: 'object' }, 'ui:field': 'IrsaGrantsEditor' },
          'ui:backstage': { review: { show: false } },
          ...options,
        },
        summary: {
          ...{ title: 'It can', type: 'array', items: { type: 'string' } },
          'ui:field': 'IrsaAccessSummary',
        },
        confirmLosses: {
          ...{ title: 'Plan', type: 'boolean', default: false },
          ...{ 'ui:field': 'IrsaPlanPreview', ...options },
        },
      },
    },
  },
];

const S3: Grant = { service: 's3', access: 'read', resource: 'orders-uploads' };
const spec: IamServiceAccountSpec = {
  ...{ entityRef: 'component:default/orders', cluster: 'prod-eu' },
  ...{ namespace: 'production', name: 'orders', mechanism: 'pod-identity' },
  ...{ tokenExpirationSeconds: 3600, grants: [S3] },
};
const orders = {
  ...{ ...drifted, id: 'orders', entityRef: spec.entityRef, spec },
};
const worker = {
  ...{ ...orders, id: 'worker', name: 'orders-worker', spec: null },
};
const others = {
  ...{ ...orders, id: 'others', name: 'others' },
  entityRef: 'component:default/others',
};

/** Returns the plan of a service that already uses the bucket. */
function losing(asked: IamServiceAccountSpec): Plan {
  if (asked.namespace === 'kube-system') {
    const rule = 'namespace-owner';
    const message = 'group:default/shop may not use namespace "kube-system".';
    return { steps: [], violations: [{ field: 'namespace', rule, message }] };
  }
  if (asked.name === 'taken') {
    const rule = 'service-account-owner';
    const message =
      'ServiceAccount production/taken belongs to group:default/x.';
    return { steps: [], violations: [{ field: 'name', rule, message }] };
  }
  const plan = planOf(asked);
  const keeps = asked.grants?.some(({ resource }) => resource === S3.resource);
  const lost = {
    ...{ service: 's3', title: 'S3', level: 'Read' as const },
    ...{
      actions: ['s3:GetObject'],
      resources: ['arn:aws:s3:::orders-uploads'],
    },
  };
  return {
    ...plan,
    permissions: { gained: [], risks: [], lost: keeps ? [] : [lost] },
  };
}

/** Opens the form of a template that starts from the access of the component. */
function renderForm(query = '', state: IrsaBackendState = {}) {
  const plan = jest.fn(losing);
  // The scaffolder reads initial form values from the URL of the browser.
  window.history.replaceState({}, '', `/${query}`);
  const accounts = { orders: [orders, worker, others] };
  const backend = { plan, clusters, namespaces, accounts, ...state };
  renderTemplate(PAGES, backend, query);
  return plan;
}

const component = () => screen.findByRole('textbox', { name: /Component/ });
const namespace = () => screen.findByRole('combobox', { name: /Namespace/ });
const name = () => screen.findByRole('textbox', { name: /ServiceAccount/ });
const press = async (button: RegExp) =>
  userEvent.click(await screen.findByRole('button', { name: button }));
const bucket = async () =>
  within(await screen.findByRole('group', { name: 'Access 1' })).findByRole(
    'textbox',
    { name: /Name: bucket/ },
  );

async function openOrders() {
  const formData = JSON.stringify({ component: spec.entityRef });
  const plan = renderForm(`?${new URLSearchParams({ formData })}`);
  await waitFor(async () =>
    expect(await namespace()).toHaveValue('production'),
  );
  await press(/Next/);
  await bucket();
  return plan;
}

describe('IrsaAccessForm', () => {
  it('starts with the access of the component, and resets for another component', async () => {
    renderForm();
    await fill(await component(), 'component:default/orders');
    await waitFor(async () => expect(await name()).toHaveValue('orders'));
    expect(await namespace()).toHaveValue('production');
    expect(screen.getByRole('button', { name: /Cluster/ })).toHaveTextContent(
      'prod-eu',
    );
    expect(screen.getByText('pod-identity')).toBeInTheDocument();

    await fill(await component(), 'component:default/storefront');
    await waitFor(async () => expect(await name()).toHaveValue('storefront'));
    expect(await namespace()).toHaveValue('');
  });

  it('accepts no input that the access of the component would overwrite when it arrives', async () => {
    let answer: () => void = () => {};
    const waiting = new Promise<undefined>(resolve => {
      answer = () => resolve(undefined);
    });
    renderForm('', {
      override: path => (path.startsWith('/entities/') ? waiting : undefined),
    });
    expect(await name()).toBeEnabled();
    await fill(await component(), 'component:default/orders');
    await waitFor(async () => expect(await name()).toBeDisabled());
    answer();
    await waitFor(async () => expect(await name()).toHaveValue('orders'));
    expect(await name()).toBeEnabled();
  });

  it('offers every ServiceAccount of the component and none of other components', async () => {
    renderForm();
    await fill(await component(), 'component:default/orders');
    await press(/IAM service account/);
    const offered = screen.getAllByRole('option').map(one => one.textContent);
    expect(offered).toEqual([
      'prod-eu · production/orders',
      'prod-eu · production/orders-worker',
      'New ServiceAccount',
    ]);
    await userEvent.click(
      screen.getByRole('option', { name: /orders-worker/ }),
    );
    await waitFor(async () =>
      expect(await name()).toHaveValue('orders-worker'),
    );
    await press(/IAM service account/);
    await userEvent.click(screen.getByRole('option', { name: /^New/ }));
    await waitFor(async () => expect(await name()).toHaveValue(''));
  });

  it('treats a ServiceAccount that Helm manages as managed elsewhere', async () => {
    const managedBy = { tool: 'Helm', evidence: 'managed-by: Helm' };
    renderForm('', { accounts: { orders: [{ ...worker, managedBy }] } });
    await fill(await component(), 'component:default/orders');
    await waitFor(async () =>
      expect(await name()).toHaveValue('orders-worker'),
    );
    expect(
      screen.getByRole('button', { name: /Managed by/ }),
    ).toHaveTextContent('existing');
  });

  it('keeps the existing access when access is added', async () => {
    const plan = await openOrders();
    expect(await bucket()).toHaveValue('orders-uploads');
    await press(/Add access/);
    const added = screen.getByRole('group', { name: 'Access 2' });
    await fill(within(added).getByRole('textbox'), 'orders-exports');
    const second = { ...S3, resource: 'orders-exports' };
    await waitFor(() =>
      expect(plan).toHaveBeenLastCalledWith({
        ...spec,
        grants: [S3, second],
      }),
    );
    expect(
      screen.queryByRole('region', { name: 'This plan removes access' }),
    ).not.toBeInTheDocument();
    await press(/Review/);
    expect(
      await screen.findByRole('button', { name: 'Create' }),
    ).toBeInTheDocument();
    // The review shows one sentence for each grant.
    for (const bucketName of [S3.resource, second.resource]) {
      expect(
        screen.getByText(
          `S3: list the bucket and read its objects (bucket ${bucketName})`,
        ),
      ).toBeInTheDocument();
    }
  });

  it('shows an invalid name while it is typed, and does not continue', async () => {
    renderForm();
    await fill(await component(), 'component:default/orders');
    await waitFor(async () => expect(await name()).toHaveValue('orders'));
    for (const [typed, words] of [
      ['Orders', 'ServiceAccount: lower-case letters.'],
      ['taken', 'production/taken belongs to group:default/x.'],
    ]) {
      await fill(await name(), typed);
      await waitFor(() =>
        expect(screen.getByRole('alert')).toHaveTextContent(words),
      );
      expect(await name()).toBeInvalid();
    }
    await press(/Next/);
    await waitFor(async () => expect(await name()).toHaveFocus());
    await fill(await name(), 'orders');
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });

  it('shows which access would be lost, and continues only when the current loss is confirmed', async () => {
    await openOrders();
    await fill(await bucket(), 'orders-exports');
    const losses = within(
      await screen.findByRole('region', { name: 'This plan removes access' }),
    );
    expect(
      losses.getByText('S3, Read: s3:GetObject on arn:aws:s3:::orders-uploads'),
    ).toBeInTheDocument();
    await press(/Review/);
    await waitFor(() =>
      expect(screen.getByRole('button', { name: /Review/ })).toBeEnabled(),
    );
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();

    const confirm = () =>
      screen.findByRole('checkbox', { name: 'Remove this access' });
    await userEvent.click(await confirm());
    expect(await confirm()).toBeChecked();
    await fill(await bucket(), 'orders-archive');
    await waitFor(async () => expect(await confirm()).not.toBeChecked());

    await waitFor(async () => expect(await confirm()).toBeEnabled());
    await userEvent.click(await confirm());
    await press(/Review/);
    expect(
      await screen.findByRole('button', { name: 'Create' }),
    ).toBeInTheDocument();
  });

  it('shows at the component field that others own the component', async () => {
    const message = 'You do not own component:default/storefront.';
    renderForm('', {
      override: path =>
        path === '/plans'
          ? failure(403, 'NotAllowedError', message)
          : undefined,
    });
    await fill(await component(), 'component:default/orders');
    expect(await screen.findByRole('alert')).toHaveTextContent(message);
    await press(/Next/);
    await bucket();
    await press(/Review/);
    expect(await screen.findAllByText(message)).not.toHaveLength(0);
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
  });

  it('refuses a namespace of another owner while it is typed, and does not continue', async () => {
    renderForm();
    await fill(await component(), 'component:default/storefront');
    await press(/Cluster/);
    await userEvent.click(screen.getByRole('option', { name: /staging-eu/ }));
    await waitFor(async () => expect(await namespace()).toBeEnabled());
    await fill(await namespace(), 'kube-system');
    // While it is open, the list of suggestions hides the other elements.
    await userEvent.tab();
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('may not use namespace "kube-system"');
    expect(await namespace()).toBeInvalid();
    await press(/Next/);
    // Browsers do not submit a form that has an invalid field.
    await waitFor(async () => expect(await namespace()).toHaveFocus());
  });
});
