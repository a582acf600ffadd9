import { type IamServiceAccountSpec } from '@backstage-irsa/core/model';
import {
  AuthorizeResult,
  type EvaluatePermissionRequest,
} from '@backstage/plugin-permission-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { json } from '../../../dev/fixtures/irsaBackend';
import {
  adoption,
  applied,
  applying,
  trustPlan,
} from '../../../dev/fixtures/plans';
import {
  broken,
  degraded,
  drifted,
  verified,
} from '../../../dev/fixtures/serviceAccounts';
import { section, tabReading } from '../../__testUtils__/renderTab';

const renderTab = tabReading();

const BUTTON = { name: 'Adopt…' };
const SPEC = {
  entityRef: 'component:default/orders',
  cluster: 'prod-eu',
  namespace: 'production',
  name: 'orders',
  roleName: 'orders-7f3a',
  adopt: true,
};

async function openDialog() {
  await userEvent.click(
    await screen.findByRole('button', BUTTON, { timeout: 20_000 }),
  );
  return within(
    await screen.findByRole('dialog', {
      name: 'Adopt prod-eu · production/orders',
    }),
  );
}

describe('adopting an existing role', () => {
  it('shows the difference first, runs the adoption steps, and then shows the role as managed', async () => {
    let isOurs = false;
    const backend = renderTab([verified], {
      plan: adoption,
      operations: [applying, applied],
      override: path =>
        path.startsWith('/entities/') && isOurs
          ? json({ items: [{ ...drifted, id: 'verified', drift: [] }] })
          : undefined,
    });
    const dialog = await openDialog();
    expect(
      await dialog.findByRole('group', {
        name: 'Change of tags.backstage-irsa.dev/managed-by',
      }),
    ).toHaveTextContent(/added: .*backstage-irsa/);
    expect(backend).toHaveBeenCalledWith(
      expect.stringMatching(/\/plans$/),
      expect.objectContaining({ body: JSON.stringify({ spec: SPEC }) }),
    );

    await userEvent.click(dialog.getByRole('button', { name: 'Adopt' }));
    expect(await dialog.findByText('Adopting…')).toBeInTheDocument();
    expect(
      await dialog.findByText('Adopted.', undefined, { timeout: 5000 }),
    ).toBeInTheDocument();
    const put = backend.mock.calls.find(([, init]) => init?.method === 'PUT');
    expect(JSON.parse(String(put?.[1]?.body))).toEqual({ spec: SPEC });

    isOurs = true;
    const [close] = dialog.getAllByRole('button', { name: 'Close' }).slice(-1);
    await userEvent.click(close);
    expect(
      await screen.findByRole('button', { name: 'Remove AWS access…' }),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button', BUTTON)).not.toBeInTheDocument();
  });

  it('shows what blocks the adoption and cannot be started', async () => {
    renderTab([verified], {
      plan: {
        ...adoption,
        violations: [
          {
            field: 'adopt',
            rule: 'adoption-consent',
            message: 'An administrator must set `irsa.adopt`.',
          },
        ],
      },
    });
    const dialog = await openDialog();
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      'An administrator must set irsa.adopt.',
    );
    expect(dialog.getByText('irsa.adopt').tagName).toBe('CODE');
    expect(dialog.getByRole('button', { name: 'Adopt' })).toBeDisabled();
  });

  it('says that there is nothing to change', async () => {
    renderTab([verified], { plan: { steps: [], violations: [] } });
    const dialog = await openDialog();
    expect(
      await dialog.findByText('Nothing changes in AWS or in the cluster.'),
    ).toBeInTheDocument();
    expect(dialog.getByRole('button', { name: 'Adopt' })).toBeEnabled();
  });

  const refuse =
    (name: string) =>
    ({ permission }: EvaluatePermissionRequest) =>
      permission.name === name ? AuthorizeResult.DENY : AuthorizeResult.ALLOW;

  it.each([
    ['a role that Backstage manages', drifted, {}],
    ['a ServiceAccount without a role', { ...verified, roleArn: null }, {}],
    [
      'a reader without adopt permission',
      { ...verified, id: 'no-adopt' },
      { authorize: refuse('irsa.adopt') },
    ],
    [
      'a reader without create permission',
      { ...verified, id: 'no-create' },
      { authorize: refuse('irsa.service-account.create') },
    ],
    ['a reader who does not own the component', verified, { ownership: [] }],
  ])('is not offered for %s', async (_, account, options) => {
    renderTab([account], options);
    await section('Chain');
    await screen.findByRole('button', { name: 'Verify now' });
    expect(screen.queryByRole('button', BUTTON)).not.toBeInTheDocument();
  });
});

describe('drift', () => {
  it('is shown with its differences and can be reconciled', async () => {
    const backend = renderTab([drifted], {
      plan: trustPlan,
      operations: [applying, applied],
    });
    const note = await section('Drift detected');
    expect(note.getByText('1 resource has drifted')).toBeInTheDocument();
    await userEvent.click(
      note.getByText('To reconcile: Update tags of role orders-7f3a'),
    );
    const diff = note.getByRole('group', { name: 'Change of tags.team' });
    expect(diff).toHaveTextContent(/removed: .*shop.*added: .*orders/);

    await userEvent.click(
      await note.findByRole('button', { name: 'Reconcile…' }),
    );
    const dialog = within(await screen.findByRole('dialog', { name: /^Fix / }));
    await dialog.findByText(
      'Update role shipping-91be (trusts production/shipping in prod-eu)',
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Apply' }));
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(screen.getByText('Plan applied.')).toBeInTheDocument();
    const steps = screen.getByRole('list', { name: 'Plan steps' });
    expect(
      within(steps).getByText(/Updated role shipping/),
    ).toBeInTheDocument();
    const put = backend.mock.calls.find(([, init]) => init?.method === 'PUT');
    expect(JSON.parse(String(put?.[1]?.body))).toEqual({ spec: drifted.spec });
  });

  it('keeps the account and the steps on the page when another account is now worse', async () => {
    let isFixed = false;
    const fixed = { ...broken, verification: verified.verification, drift: [] };
    renderTab([{ ...broken, drift: drifted.drift }, degraded], {
      plan: trustPlan,
      operations: [applying, applied],
      override: (path, method) => {
        if (method === 'PUT') isFixed = true;
        return path.startsWith('/entities/') && isFixed
          ? json({ items: [fixed, degraded] })
          : undefined;
      },
    });
    const note = await section('Drift detected');
    await userEvent.click(
      await note.findByRole('button', { name: 'Reconcile…' }),
    );
    const dialog = within(await screen.findByRole('dialog', { name: /^Fix / }));
    const apply = await dialog.findByRole('button', { name: 'Apply' });
    await waitFor(() => expect(apply).toBeEnabled());
    await userEvent.click(apply);
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    await waitFor(() =>
      expect(
        screen.queryByRole('region', { name: 'Drift detected' }),
      ).not.toBeInTheDocument(),
    );
    expect(await screen.findByRole('heading', { level: 2 })).toHaveTextContent(
      'production/shipping',
    );
    expect(await screen.findByText('Plan applied.')).toBeInTheDocument();
  });

  const refuse =
    (name: string) =>
    ({ permission }: EvaluatePermissionRequest) =>
      permission.name === name ? AuthorizeResult.DENY : AuthorizeResult.ALLOW;
  const adopted = { ...drifted.spec, adopt: true } as IamServiceAccountSpec;

  it.each([
    [
      'has no update permission',
      { ...drifted, id: 'theirs' },
      { authorize: refuse('irsa.service-account.update') },
    ],
    [
      'has no adopt permission for an adopted role',
      { ...drifted, id: 'taken', spec: adopted },
      { authorize: refuse('irsa.adopt') },
    ],
    ['does not own the component', drifted, { ownership: [] }],
  ])('has no button for a reader who %s', async (_, account, options) => {
    renderTab([account], options);
    const note = await section('Drift detected');
    expect(note.getByText(/1 resource has drifted/)).toBeInTheDocument();
    expect(
      await screen.findByRole('button', { name: 'Verify now' }),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Reconcile…' }),
    ).not.toBeInTheDocument();
  });

  it.each([
    ['everything matches the spec', { ...drifted, drift: [] }],
    ['Backstage does not manage the access', { ...drifted, spec: null }],
  ])('is not mentioned when %s', async (_, account) => {
    renderTab([account]);
    await section('Chain');
    expect(
      screen.queryByRole('region', { name: 'Drift detected' }),
    ).not.toBeInTheDocument();
  });
});
