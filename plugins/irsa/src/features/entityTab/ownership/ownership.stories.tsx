import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Transfer } from '@backstage-irsa/core/model';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { OWNER } from '../../../../dev/fixtures/entities';
import { failure, json } from '../../../../dev/fixtures/irsaBackend';
import { drifted } from '../../../../dev/fixtures/serviceAccounts';
import { section, tabReading } from '../../../__testUtils__/renderTab';
import { fill } from '../../../__testUtils__/fill';

const renderTab = tabReading();

jest.setTimeout(30_000);

const ours = { ...drifted, drift: [], owner: OWNER };
const OTHERS = 'group:default/others';
const LOADED = { timeout: 20_000 };

const pending: Transfer = {
  id: 'one',
  serviceAccountId: ours.id,
  cluster: ours.cluster,
  namespace: ours.namespace,
  name: ours.name,
  entityRef: 'component:default/orders',
  from: OWNER,
  to: OTHERS,
  requestedBy: 'user:default/bob',
  requestedAt: new Date().toISOString(),
  expiresAt: '2026-12-27T12:00:00.000Z',
  state: 'pending',
  reason: 'reorganization',
  mayDecide: true,
};

/** Returns the requests that change data. */
const asked = (backend: ReturnType<typeof renderTab>) =>
  backend.mock.calls
    .filter(([, init]) => init?.method === 'POST' || init?.method === 'DELETE')
    .map(([url, init]) => [
      String(url).replace('http://localhost:7007/api/irsa/v1', ''),
      JSON.parse(String(init?.body)),
    ]);

describe('an ownership transfer', () => {
  it.each([
    ['Confirm…', 'Confirm transfer', 'confirm'],
    ['Decline…', 'Decline transfer', 'decline'],
  ])('can be decided with the button %s', async (button, done, decision) => {
    const backend = renderTab([ours], {
      transfers: { items: [pending], mayRequest: true, mayManage: true },
      override: (_path, method) =>
        method === 'POST'
          ? json({ ...pending, state: 'confirmed' })
          : undefined,
    });
    const note = within(
      await screen.findByRole(
        'region',
        { name: 'Transfer of ownership' },
        LOADED,
      ),
    );
    expect(
      note.getByText(`Ownership transfer requested: ${OWNER} to ${OTHERS}`),
    ).toBeInTheDocument();
    expect(note.getByText('Reason: reorganization')).toBeInTheDocument();
    await userEvent.click(note.getByRole('button', { name: button }));
    const dialog = within(await screen.findByRole('dialog'));
    await fill(dialog.getByRole('textbox'), 'agreed');
    await userEvent.click(dialog.getByRole('button', { name: done }));
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(asked(backend)).toEqual([
      ['/transfers/one/decisions', { decision, reason: 'agreed' }],
    ]);
  });

  it('is read-only for a reader who cannot decide it', async () => {
    renderTab([ours], {
      transfers: {
        items: [{ ...pending, mayDecide: false }],
        mayRequest: true,
        mayManage: false,
      },
    });
    expect(
      await screen.findByText(
        `Only members of ${OWNER} and administrators can confirm or decline it.`,
        undefined,
        LOADED,
      ),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: /Confirm…|Request transfer…/ }),
    ).not.toBeInTheDocument();
  });

  it('shows which rule blocks it', async () => {
    renderTab([ours], {
      transfers: { items: [pending], mayRequest: true, mayManage: true },
      override: (_, method) =>
        method === 'POST'
          ? failure(
              400,
              'InputError',
              'namespace: not yours. [namespace-owner]',
            )
          : undefined,
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Confirm…' }, LOADED),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Confirm transfer' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Failed: not yours.',
    );
  });

  it('is requested with the owner that the catalog names', async () => {
    const backend = renderTab([{ ...ours, owner: OTHERS }], {
      transfers: { items: [], mayRequest: true, mayManage: false },
      override: (_, method) => (method === 'POST' ? json(pending) : undefined),
    });
    expect(
      await screen.findByText(
        `The recorded owner is ${OTHERS}. The catalog names ${OWNER}.`,
        undefined,
        LOADED,
      ),
    ).toBeInTheDocument();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Request transfer…' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    const owner = dialog.getByRole('textbox', { name: /New owner/ });
    expect(owner).toHaveValue(OWNER);
    await userEvent.clear(owner);
    await userEvent.click(dialog.getByRole('button', { name: 'Request' }));
    expect(dialog.getByText('Enter the new owner.')).toBeInTheDocument();
    await fill(owner, OWNER);
    await userEvent.click(dialog.getByRole('button', { name: 'Request' }));
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(asked(backend)).toEqual([
      [`/service-accounts/${ours.id}/transfers`, { owner: OWNER }],
    ]);
  });
});

describe('an access cutoff', () => {
  const transfers = { items: [], mayRequest: true, mayManage: true };
  const cutOff = {
    at: new Date().toISOString(),
    by: 'user:default/ada',
    reason: 'leaked keys',
  };

  it('shows what stops and what does not, and requires a reason', async () => {
    const backend = renderTab([ours], {
      transfers,
      override: (_, method) => (method === 'POST' ? json(ours) : undefined),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Cut off access…' }, LOADED),
    );
    const dialog = within(await screen.findByRole('dialog'));
    for (const name of ['Stops within about a minute', 'Does not stop']) {
      expect(dialog.getByRole('list', { name })).toBeInTheDocument();
    }
    const confirm = dialog.getByRole('button', { name: 'Cut off access' });
    await userEvent.click(confirm);
    expect(dialog.getByText('Enter a reason.')).toBeInTheDocument();
    await fill(dialog.getByRole('textbox'), 'leaked keys');
    await userEvent.click(confirm);
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(asked(backend)).toEqual([
      [`/service-accounts/${ours.id}/cut-off`, { reason: 'leaked keys' }],
    ]);
  });

  it('is shown with its reason and can be restored', async () => {
    const backend = renderTab([{ ...ours, cutOff }], {
      transfers,
      override: (_, method) => (method === 'DELETE' ? json(ours) : undefined),
    });
    const note = within(
      await screen.findByRole(
        'region',
        { name: 'AWS access is cut off' },
        LOADED,
      ),
    );
    expect(note.getByText('Reason: leaked keys')).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Cut off access…' }),
    ).not.toBeInTheDocument();
    await userEvent.click(
      note.getByRole('button', { name: 'Restore access…' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await fill(dialog.getByRole('textbox'), 'rotated');
    await userEvent.click(
      dialog.getByRole('button', { name: 'Restore access' }),
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(asked(backend)).toEqual([
      [`/service-accounts/${ours.id}/cut-off`, { reason: 'rotated' }],
    ]);
  });

  it('stays offered when a reload fails, and says what may be missing', async () => {
    let isDown = true;
    renderTab([ours], {
      transfers,
      override: (path, method) =>
        isDown && method === 'GET' && path.endsWith('/transfers')
          ? failure(503, 'ServiceUnavailableError', 'The store is away.')
          : undefined,
    });
    const alert = await screen.findByRole('alert', undefined, LOADED);
    expect(alert).toHaveTextContent(
      /^Could not read which actions are available.*The store is away\./,
    );
    const button = { name: 'Cut off access…' };
    expect(screen.queryByRole('button', button)).not.toBeInTheDocument();
    isDown = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('button', button)).toBeInTheDocument();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    isDown = true;
    await userEvent.click(screen.getByRole('button', { name: 'Verify now' }));
    expect(await screen.findByRole('alert')).toBeInTheDocument();
    expect(screen.getByRole('button', button)).toBeInTheDocument();
  });

  it('is offered without a warning to a reader who may not read migrations', async () => {
    renderTab([ours], {
      transfers,
      override: path =>
        path === '/migrations'
          ? failure(403, 'NotAllowedError', 'No.')
          : undefined,
    });
    await screen.findByRole('button', { name: 'Cut off access…' }, LOADED);
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it.each([
    ['who may not manage the access', 'others', { transfers: { items: [] } }],
    [
      'without the cut-off permission',
      'refused',
      {
        transfers,
        authorize: ({ permission }: { permission: { name: string } }) =>
          permission.name === 'irsa.service-account.cut-off'
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      },
    ],
  ] as const)('is not offered to a reader %s', async (_, id, options) => {
    renderTab([{ ...ours, id, cutOff }], options as object);
    await section('AWS access is cut off');
    await screen.findByRole('button', { name: 'Verify now' }, LOADED);
    expect(
      screen.queryByRole('button', { name: /Cut off|Restore access/ }),
    ).not.toBeInTheDocument();
  });
});
