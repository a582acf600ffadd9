import {
  AuthorizeResult,
  type EvaluatePermissionRequest,
} from '@backstage/plugin-permission-common';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { failure, json } from '../../../../dev/fixtures/irsaBackend';
import {
  deletion,
  notRemoved,
  removed,
  removing,
} from '../../../../dev/fixtures/plans';
import { drifted, verified } from '../../../../dev/fixtures/serviceAccounts';
import { section, tabReading } from '../../../__testUtils__/renderTab';
import { fill } from '../../../__testUtils__/fill';

const renderTab = tabReading();

const BUTTON = { name: 'Remove AWS access…' };
const ours = { ...drifted, drift: [] };

async function openDialog() {
  await userEvent.click(
    await screen.findByRole('button', BUTTON, { timeout: 20_000 }),
  );
  return within(
    await screen.findByRole('dialog', {
      name: 'Remove the AWS access of prod-eu · production/orders',
    }),
  );
}

const linesOf = (dialog: ReturnType<typeof within>, name: string) =>
  within(dialog.getByRole('list', { name }))
    .getAllByRole('listitem')
    .map(line => line.textContent);

describe('removing AWS access', () => {
  it('shows what is deleted, which workloads depend on it, and what is kept and why', async () => {
    renderTab([ours], { deletion });
    const dialog = await openDialog();
    expect(
      await dialog.findByText('4 pods lose the access of this role.'),
    ).toBeInTheDocument();
    expect(linesOf(dialog, 'Resources to delete')).toEqual([
      'Delete role orders-7f3a',
    ]);
    expect(linesOf(dialog, 'Resources to keep')).toEqual([
      'Policy orders-7f3a stays: it serves role/reports-c0de',
      "The namespace and the cluster's OIDC provider: neither is ever deleted",
      'The annotation backstage-irsa.dev/service-account: remove it from the catalog file of the component',
    ]);
  });

  it('warns of pods that could not be listed, but not of none', async () => {
    const unread =
      'Could not list pods. Pods that use this role lose its access.';
    renderTab([{ ...ours, workloads: null }], { deletion });
    const dialog = await openDialog();
    expect(await dialog.findByText(unread)).toBeInTheDocument();
    cleanup();
    renderTab([{ ...ours, workloads: { pods: 0, injected: 0 } }], { deletion });
    const other = await openDialog();
    await other.findByRole('list', { name: 'Resources to delete' });
    expect(other.queryByText(/pods/i)).not.toBeInTheDocument();
  });

  it('starts after the name is typed, shows its steps, and ends with the empty state', async () => {
    let isRemoved = false;
    const backend = renderTab([ours], {
      deletion,
      operations: [removing, removed],
      override: async path => {
        if (!path.startsWith('/entities/') || !isRemoved) return undefined;
        // Until then, the dialog has given the focus back to its button.
        await new Promise(resolve => {
          setTimeout(resolve, 200);
        });
        return json({ items: [] });
      },
    });
    const dialog = await openDialog();
    const confirm = dialog.getByRole('button', { name: 'Remove' });
    const name = await dialog.findByRole('textbox', {
      name: 'Type orders to confirm',
    });
    await fill(name, 'order');
    expect(confirm).toBeDisabled();
    await userEvent.type(name, 's');
    expect(confirm).toBeEnabled();
    await userEvent.click(confirm);

    expect(await dialog.findByText('Removing AWS access…')).toBeInTheDocument();
    expect(
      await dialog.findByText('AWS access removed.', undefined, {
        timeout: 5000,
      }),
    ).toBeInTheDocument();
    expect(linesOf(dialog, 'Removal steps')).toEqual([
      'Deleted role orders-7f3a (Succeeded)',
    ]);
    const asked = backend.mock.calls.filter(
      ([url, init]) =>
        init?.method === 'DELETE' && !String(url).includes('dryRun'),
    );
    expect(asked).toEqual([
      [
        'http://localhost:7007/api/irsa/v1/service-accounts/drifted',
        { method: 'DELETE', headers: { Prefer: 'respond-async' } },
      ],
    ]);

    isRemoved = true;
    const [close] = dialog.getAllByRole('button', { name: 'Close' }).slice(-1);
    await userEvent.click(close);
    expect(
      await screen.findByText(
        /The annotation names .*orders, but Backstage has no data/,
      ),
    ).toBeInTheDocument();
    // The button that opened the dialog is gone.
    await waitFor(() =>
      expect(screen.getByTestId('access-tab')).toContainElement(
        document.activeElement as HTMLElement,
      ),
    );
  });

  it('shows why the access was not removed and can be retried', async () => {
    renderTab([ours], { deletion, operations: [removing, notRemoved] });
    const dialog = await openDialog();
    await fill(await dialog.findByRole('textbox'), 'orders');
    await userEvent.click(dialog.getByRole('button', { name: 'Remove' }));
    expect(
      await dialog.findByText(
        'Could not remove it: iam:DeleteRole is missing.',
        undefined,
        { timeout: 5000 },
      ),
    ).toBeInTheDocument();
    expect(dialog.getByRole('button', { name: 'Remove' })).toBeEnabled();
  });

  it('shows why the access was not removed although the dialog was closed before', async () => {
    renderTab([ours], {
      deletion,
      operations: [removing, removing, notRemoved],
    });
    const dialog = await openDialog();
    await fill(await dialog.findByRole('textbox'), 'orders');
    await userEvent.click(dialog.getByRole('button', { name: 'Remove' }));
    await dialog.findByText('Removing AWS access…');
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(screen.getByText('Removing AWS access…')).toBeInTheDocument();
    const failed = 'Could not remove it: iam:DeleteRole is missing.';
    expect(
      await screen.findByText(failed, undefined, { timeout: 5000 }),
    ).toBeInTheDocument();
    const again = await openDialog();
    expect(
      await again.findByRole('list', { name: 'Resources to delete' }),
    ).toBeInTheDocument();
    expect(screen.queryByText(failed)).not.toBeInTheDocument();
  });

  it('says that the resources to delete cannot be read, and removes nothing', async () => {
    renderTab([ours], {
      override: (_, method) =>
        method === 'DELETE'
          ? failure(503, 'ServiceUnavailableError', 'IAM is away.')
          : undefined,
    });
    const dialog = await openDialog();
    expect(
      await dialog.findByText('Could not create the plan: IAM is away.'),
    ).toBeInTheDocument();
    expect(dialog.queryByRole('textbox')).not.toBeInTheDocument();
    expect(dialog.getByRole('button', { name: 'Remove' })).toBeDisabled();
  });

  it.each([
    ['access that Backstage does not manage', verified, {}],
    [
      'a reader without delete permission',
      { ...ours, id: 'kept' },
      {
        authorize: ({ permission }: EvaluatePermissionRequest) =>
          permission.name === 'irsa.service-account.delete'
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      },
    ],
    ['a reader who does not own the component', ours, { ownership: [] }],
  ])('is not offered for %s', async (_, account, options) => {
    renderTab([account], options);
    await section('Chain');
    await screen.findByRole('button', { name: 'Verify now' });
    expect(screen.queryByRole('button', BUTTON)).not.toBeInTheDocument();
  });
});
