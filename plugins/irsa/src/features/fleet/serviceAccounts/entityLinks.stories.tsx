import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { failure, json } from '../../../../dev/fixtures/irsaBackend';
import {
  FIRST_RENDER,
  renderFleet,
  smallFleet,
} from '../../../__testUtils__/renderFleet';

function fleetWith(...refs: string[]) {
  const fleet = smallFleet();
  refs.forEach((entityRef, index) => {
    const row = fleet.serviceAccounts[index];
    row.entityRef = null;
    row.proposedEntity = { entityRef, reason: 'Tag service of the role' };
  });
  return fleet;
}

async function openDialog(options: Parameters<typeof renderFleet>[1]) {
  const { backend } = renderFleet('/irsa/service-accounts', options);
  await userEvent.click(
    await screen.findByRole(
      'button',
      { name: /^Link \d proposed component/ },
      FIRST_RENDER,
    ),
  );
  const dialog = within(
    await screen.findByRole('dialog', {
      name: 'Link service accounts to components',
    }),
  );
  const sent = () =>
    backend.mock.calls
      .filter(([, init]) => init?.method === 'PUT')
      .map(([, init]) => JSON.parse(String(init?.body)).links);
  return { dialog, sent };
}

describe('links of service accounts to components', () => {
  it('are offered only when there are proposals', async () => {
    renderFleet('/irsa/service-accounts');
    await screen.findByRole('grid', undefined, FIRST_RENDER);
    expect(
      screen.queryByRole('button', { name: /proposed component/ }),
    ).toBeNull();
  });

  it('are created in several steps if there are more than one request can contain', async () => {
    const fleet = fleetWith('component:default/a', 'component:default/b');
    const { dialog } = await openDialog({
      fleet,
      override: path =>
        path.startsWith('/fleet/service-accounts')
          ? json({ items: fleet.serviceAccounts.slice(0, 1), total: 2 })
          : undefined,
    });
    expect(dialog.getByText(/^These are 1 of 2 proposals/)).toBeVisible();
  });

  it('are created for the selected accounts, with their annotations shown', async () => {
    const fleet = fleetWith('component:default/a', 'component:default/b');
    const [first, second] = fleet.serviceAccounts;
    const { dialog, sent } = await openDialog({ fleet });
    expect(dialog.getAllByText('Tag service of the role')).toHaveLength(2);
    await userEvent.click(
      dialog.getByRole('checkbox', { name: /component:default\/b/ }),
    );
    expect(dialog.getByText(/# component:default\/a/)).toHaveTextContent(
      `backstage-irsa.dev/service-account: ${first.cluster}/${first.namespace}/${first.name}`,
    );
    await userEvent.click(
      dialog.getByRole('button', { name: 'Link 1 service account' }),
    );
    const next = await screen.findByRole('button', {
      name: 'Link 1 proposed component…',
    });
    expect(next).toBeVisible();
    expect(screen.queryByRole('dialog')).toBeNull();
    await waitFor(() => expect(next).toHaveFocus());
    expect(sent()).toEqual([
      [{ serviceAccountId: first.id, entityRef: 'component:default/a' }],
    ]);
    expect(second.linkedTo).toBeUndefined();
  });

  it('show why one was refused, and stay open', async () => {
    const fleet = fleetWith('component:default/refused');
    const { dialog } = await openDialog({ fleet });
    await userEvent.click(dialog.getByRole('button', { name: /^Link 1/ }));
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      /1 service account was not linked.*No namespace rule/,
    );
  });

  it('say that only administrators can create them', async () => {
    const { dialog } = await openDialog({
      fleet: fleetWith('component:default/a'),
      override: (_path, method) =>
        method === 'PUT'
          ? failure(403, 'NotAllowedError', 'Only administrators can link.')
          : undefined,
    });
    await userEvent.click(dialog.getByRole('button', { name: /^Link 1/ }));
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      'Could not change the links: Only administrators can link.',
    );
  });

  it('are removed in the drawer', async () => {
    const fleet = smallFleet();
    const [row] = fleet.serviceAccounts;
    row.linkedTo = 'component:default/a';
    renderFleet(`/irsa/service-accounts?open=${row.id}`, { fleet });
    const drawer = within(
      await screen.findByRole('dialog', undefined, FIRST_RENDER),
    );
    expect(
      await drawer.findByText(
        'An administrator linked it to component:default/a.',
      ),
    ).toBeVisible();
    await userEvent.click(drawer.getByRole('button', { name: 'Remove link' }));
    await screen.findByRole('dialog');
    expect(row.linkedTo).toBeUndefined();
  });
});
