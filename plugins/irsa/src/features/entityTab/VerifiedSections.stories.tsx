import type { SignalApi } from '@backstage/plugin-signals-react';
import type { JsonObject } from '@backstage/types';
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { json } from '../../../dev/fixtures/irsaBackend';
import { broken, verified } from '../../../dev/fixtures/serviceAccounts';
import { renderTab, section } from '../../__testUtils__/renderTab';

function fakeSignals() {
  const listeners = new Map<string, (message: JsonObject) => void>();
  const unsubscribe = jest.fn();
  const signals: SignalApi = {
    subscribe(channel, onMessage) {
      listeners.set(channel, message => onMessage(message as never));
      return { unsubscribe };
    },
  };
  const send = (message: JsonObject) =>
    act(async () => listeners.get('irsa:verification')?.(message));
  return { signals, send };
}

const BEING_VERIFIED = 'Verifying…';

describe('the sections of the tab', () => {
  it('stand in their order, each with its heading', async () => {
    renderTab([verified]);
    await section('Permissions');
    expect(
      screen
        .getAllByRole('heading', { level: 3 })
        .map(heading => heading.textContent),
    ).toEqual([
      'Chain',
      'Diagnose',
      'Permissions',
      'Right-size',
      'Workloads',
      'History',
    ]);
  });

  it('are reached by links that keep the chosen account', async () => {
    renderTab([broken, verified], {
      initialRoute: '/?service-account=prod-eu/production/orders',
    });
    await section('Permissions');
    const link = screen.getByRole('link', { name: 'History' });
    expect(link).toHaveAttribute(
      'href',
      '/?service-account=prod-eu/production/orders#history',
    );
    await userEvent.click(link);
    await waitFor(() =>
      expect(document.getElementById('history')).toHaveFocus(),
    );
    expect(
      screen.getByRole('heading', { name: 'prod-eu · production/orders' }),
    ).toBeInTheDocument();
  });

  it('are gone to when the URL names one', async () => {
    renderTab([verified], { initialRoute: '/#workloads' });
    await section('Workloads');
    await waitFor(() =>
      expect(document.getElementById('workloads')).toHaveFocus(),
    );
  });

  it('say what no role means for the permissions', async () => {
    renderTab([{ ...broken, roleArn: null }]);
    const permissions = await section('Permissions');
    expect(
      permissions.getByText('No IAM role: pods cannot call AWS.'),
    ).toBeInTheDocument();
  });
});

describe('while somebody else verifies the account', () => {
  it('says so, and shows the new state when it is done', async () => {
    const { signals, send } = fakeSignals();
    let account = broken;
    const backend = renderTab([broken], {
      signals,
      override: path =>
        path.startsWith('/entities/') ? json({ items: [account] }) : undefined,
    });
    await section('Permissions');
    const reads = (end: string) =>
      backend.mock.calls.filter(([url]) => String(url).endsWith(end)).length;
    expect(reads('/chain')).toBe(1);

    await send({ id: 'another', state: 'running' });
    expect(screen.queryByText(BEING_VERIFIED)).not.toBeInTheDocument();
    await send({ id: 'broken', state: 'running' });
    expect(screen.getByText(BEING_VERIFIED).closest('[role]')).toHaveAttribute(
      'role',
      'status',
    );

    account = { ...broken, verification: verified.verification };
    await send({ id: 'another', state: 'done' });
    expect(screen.getByText(BEING_VERIFIED)).toBeInTheDocument();
    await send({ id: 'broken', state: 'done' });
    expect(await screen.findByText('Verified')).toBeInTheDocument();
    expect(screen.queryByText(BEING_VERIFIED)).not.toBeInTheDocument();
    expect(reads('/chain')).toBe(2);
    expect(reads('/verifications')).toBe(2);
  });

  it('keeps what the reader has opened', async () => {
    const { signals, send } = fakeSignals();
    renderTab([verified], { signals });
    await section('Permissions');
    const role = await screen.findByRole('button', { name: /^Role/ });
    await userEvent.click(role);
    await send({ id: 'verified', state: 'done' });
    expect(role).toHaveAttribute('aria-expanded', 'true');
    expect(
      screen.getByRole('region', { name: 'Role: orders-7f3a' }),
    ).toBeInTheDocument();
  });
});
