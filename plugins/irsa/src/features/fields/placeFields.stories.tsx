import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { clusters, namespaces } from '../../../dev/fixtures/clusters';
import {
  failure,
  type IrsaBackendState,
  json,
} from '../../../dev/fixtures/irsaBackend';
import { fill } from '../../__testUtils__/fill';
import { renderTemplate } from '../../__testUtils__/renderTemplate';

const SCHEMA = {
  type: 'object',
  required: ['cluster', 'namespace'],
  properties: {
    cluster: {
      title: 'Cluster',
      type: 'string',
      minLength: 1,
      'ui:field': 'IrsaClusterPicker',
    },
    namespace: {
      title: 'Namespace',
      type: 'string',
      minLength: 1,
      'ui:field': 'IrsaNamespacePicker',
    },
  },
};

/** Opens the form of a template that uses both fields. */
function renderForm(state: IrsaBackendState = {}) {
  const pages = [{ title: 'Where it runs', schema: SCHEMA }];
  renderTemplate(pages, { clusters, namespaces, ...state });
}

const cluster = () => screen.getByRole('button', { name: /Cluster/ });
const namespace = () => screen.getByRole('combobox', { name: /Namespace/ });
const next = () => screen.getByRole('button', { name: /Review/ });

const ready = (field: () => HTMLElement) =>
  waitFor(() => expect(field()).toBeEnabled());

/** Silences the scaffolder form, which also logs to the console why it does not continue. */
const expectRefusal = () =>
  jest.spyOn(console, 'error').mockImplementation(() => {});

async function choose(field: () => HTMLElement, option: RegExp) {
  await ready(field);
  await userEvent.click(field());
  await userEvent.click(await screen.findByRole('option', { name: option }));
}

describe('IrsaClusterPicker and IrsaNamespacePicker', () => {
  it('offer the clusters, and the namespaces of the selected cluster', async () => {
    renderForm();
    await ready(cluster);
    expect(namespace()).toHaveAttribute(
      'placeholder',
      'Choose a cluster first',
    );
    expect(namespace()).toBeDisabled();

    await choose(cluster, /^prod-eu \(eu-west-1, account 111122223333\)$/);
    await choose(namespace, /payments/);
    await userEvent.click(next());

    expect(await screen.findByText('payments')).toBeInTheDocument();
    expect(screen.getByText('prod-eu')).toBeInTheDocument();
  });

  it('accept a new namespace where one may be created', async () => {
    renderForm();
    await choose(cluster, /staging-eu/);
    await ready(namespace);
    const field = namespace();
    await fill(field, 'orders-new');
    await userEvent.tab();
    await userEvent.click(next());
    expect(await screen.findByText('orders-new')).toBeInTheDocument();
  });

  it('reject a new namespace elsewhere', async () => {
    renderForm();
    await choose(cluster, /prod-eu/);
    await ready(namespace);
    await fill(namespace(), 'orders-new');
    await userEvent.tab();
    expect(namespace()).toHaveValue('');
  });

  it('reject a name that Kubernetes does not allow for a namespace', async () => {
    renderForm();
    await choose(cluster, /staging-eu/);
    await ready(namespace);
    const field = namespace();
    await fill(field, 'Orders_new');
    await userEvent.tab();
    await userEvent.click(next());
    expect(
      await screen.findAllByText(
        /A namespace has at most 63 lowercase letters/,
      ),
    ).not.toHaveLength(0);
    expect(field).toBeInvalid();
  });

  it('clear a namespace that the next cluster does not have', async () => {
    renderForm({
      clusters: clusters.map(c => ({ ...c, canCreateNamespaces: false })),
    });
    await choose(cluster, /prod-eu/);
    await choose(namespace, /payments/);
    await choose(cluster, /staging-eu/);
    await waitFor(() => expect(namespace()).toHaveValue(''));
    expectRefusal();
    await userEvent.click(next());
    expect(
      await screen.findAllByText(/must have required property 'Namespace'/),
    ).not.toHaveLength(0);
  });

  it('are required when the template requires them', async () => {
    renderForm();
    await ready(cluster);
    expectRefusal();
    await userEvent.click(next());
    expect(
      await screen.findAllByText(/must have required property 'Cluster'/),
    ).not.toHaveLength(0);
    expect(namespace()).toBeInvalid();
  });

  it('say that the clusters could not be read, and retry', async () => {
    let up = false;
    renderForm({
      override: () =>
        up ? undefined : failure(503, 'ServiceUnavailableError', 'Down.'),
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Could not read the clusters: Down.',
    );
    up = true;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await ready(cluster);
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('say that the namespaces could not be read', async () => {
    renderForm({
      override: path =>
        path.endsWith('/namespaces')
          ? failure(503, 'ServiceUnavailableError', 'Cluster is away.')
          : undefined,
    });
    await choose(cluster, /prod-eu/);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Could not read the namespaces of prod-eu: Cluster is away.',
    );
  });

  it('offer the namespaces as last read, read them when they never were, and read them again on request', async () => {
    const asked: string[] = [];
    const answer = (names: string[], readAt: string | null) =>
      json({ items: names.map(name => ({ name, resources: [] })), readAt });
    renderForm({
      override: (path, method) => {
        if (!path.includes('/namespaces')) return undefined;
        asked.push(method);
        if (method === 'GET') return answer([], null);
        const names = asked.length > 2 ? ['shop', 'newest'] : ['shop'];
        return answer(names, new Date().toISOString());
      },
    });
    await choose(cluster, /prod-eu/);
    await choose(namespace, /shop/);
    expect(asked).toEqual(['GET', 'POST']);
    await userEvent.click(
      screen.getByRole('button', { name: 'Refresh namespaces' }),
    );
    await choose(namespace, /newest/);
    expect(asked).toEqual(['GET', 'POST', 'POST']);
  });

  it('keep the known namespaces when reading the cluster fails, and do not read the next cluster', async () => {
    const asked: string[] = [];
    renderForm({
      override: (path, method) => {
        if (!path.includes('/namespaces')) return undefined;
        asked.push(`${method} ${path}`);
        if (method === 'POST') {
          return failure(503, 'ServiceUnavailableError', 'Call `kubectl`.');
        }
        return json({
          items: [{ name: 'shop', resources: [] }],
          readAt: new Date().toISOString(),
        });
      },
    });
    await choose(cluster, /prod-eu/);
    await ready(namespace);
    await userEvent.click(
      screen.getByRole('button', { name: 'Refresh namespaces' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Could not read the namespaces of prod-eu: Call kubectl.',
    );
    expect(screen.getByText('kubectl').tagName).toBe('CODE');
    await choose(namespace, /shop/);
    await choose(cluster, /staging-eu/);
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    await ready(namespace);
    expect(asked).toEqual([
      'GET /clusters/prod-eu/namespaces',
      'POST /clusters/prod-eu/namespaces/refresh',
      'GET /clusters/staging-eu/namespaces',
    ]);
  });

  it.each([
    [
      { clusters: [] },
      'You cannot use any cluster. Ask an administrator for a namespace rule.',
      false,
    ],
    [
      { namespaces: {} },
      'You cannot use any namespace of prod-eu. Ask an administrator for a namespace rule.',
      true,
    ],
  ])(
    'say that there is nothing to choose from: %#',
    async (state, words, pick) => {
      renderForm(state);
      if (pick) await choose(cluster, /prod-eu/);
      expect(await screen.findByRole('alert')).toHaveTextContent(words);
    },
  );
});

describe('IrsaNameInput for a new component', () => {
  it('rejects the name of a component that the catalog contains', async () => {
    const name = {
      ...{ title: 'Name', type: 'string', 'ui:field': 'IrsaNameInput' },
      'ui:options': { component: 'name', newComponent: true },
    };
    const schema = { type: 'object', required: ['name'], properties: { name } };
    const metadata = { name: 'orders', namespace: 'default' };
    const entities = [
      { apiVersion: 'backstage.io/v1beta1', kind: 'Component', metadata },
    ];
    renderTemplate([{ title: 'The service', schema }], {}, '', { entities });
    const field = await screen.findByRole('textbox', { name: /Name/ });
    await fill(field, 'orders');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The catalog has a component orders already.',
    );
    expect(field).toBeInvalid();
    await fill(field, 'orders-export');
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    await userEvent.click(next());
    expect(
      await screen.findByRole('button', { name: 'Create' }),
    ).toBeInTheDocument();
  });
});
