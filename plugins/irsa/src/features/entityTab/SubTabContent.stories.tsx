import { TestApiProvider } from '@backstage/frontend-test-utils';
import { type SignalApi, signalApiRef } from '@backstage/plugin-signals-react';
import type { JsonObject } from '@backstage/types';
import {
  act,
  renderHook,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { PropsWithChildren } from 'react';
import { accessGraphOf } from '../../../dev/fixtures/governance/accessGraphs';
import { json } from '../../../dev/fixtures/irsaBackend';
import { broken, verified } from '../../../dev/fixtures/serviceAccounts';
import { passTime } from '../../__testUtils__/passTime';
import { renderTab, section } from '../../__testUtils__/renderTab';
import { useVerificationSignal } from './useVerificationSignal';

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

const headings = () =>
  screen
    .getAllByRole('heading', { level: 3 })
    .map(heading => heading.textContent);
/** Returns which data of the account was requested, by the last segment of each path. */
const readsOf = (backend: ReturnType<typeof renderTab>) =>
  backend.mock.calls
    .map(([url]) => /\/service-accounts\/verified\/([\w-]+)/.exec(String(url)))
    .flatMap(found => (found ? [found[1]] : []))
    .filter(name => name !== 'transfers');

describe('the sub-tabs', () => {
  it.each([
    ['', ['Chain', 'Diagnose'], ['chain']],
    [
      'permissions',
      ['Permissions', 'Right-size', 'Access graph'],
      ['permissions', 'right-sizings'],
    ],
    ['workloads', ['Workloads'], ['chain']],
    ['history', ['History'], ['verifications']],
  ])('load only their own sections: "%s"', async (name, titles, reads) => {
    const backend = renderTab([verified], { initialRoute: `/${name}` });
    await section(titles[titles.length - 1]);
    expect(headings()).toEqual(titles);
    expect(readsOf(backend)).toEqual(reads);
  });

  it('show who can reach what through the account, loaded when the graph is opened', async () => {
    const backend = renderTab([verified], {
      initialRoute: '/permissions',
      override: path =>
        path.startsWith('/access-graph') ? json(accessGraphOf(1)) : undefined,
    });
    await section('Access graph');
    const graphs = () =>
      backend.mock.calls.flatMap(([url]) =>
        String(url).includes('/access-graph') ? [String(url)] : [],
      );
    expect(graphs()).toEqual([]);
    await userEvent.click(screen.getByText('Show access graph'));
    expect(
      await screen.findByRole('region', { name: 'Best edge to cut' }),
    ).toHaveTextContent('This cuts 4 of 6 paths.');
    expect(graphs()).toEqual([
      expect.stringMatching(/\?serviceAccountId=verified$/),
    ]);
  });

  it('are linked with the selected account, and Back returns', async () => {
    renderTab([broken, verified], {
      initialRoute: '/?service-account=prod-eu/production/orders',
    });
    await section('Chain');
    const nav = within(
      screen.getByRole('navigation', {
        name: 'AWS access of the service account',
      }),
    );
    expect(nav.getByRole('link', { name: 'Health' })).toHaveAttribute(
      'aria-current',
      'page',
    );
    const link = nav.getByRole('link', { name: 'History' });
    expect(link).toHaveAttribute(
      'href',
      '/orders/history?service-account=prod-eu/production/orders',
    );
    await userEvent.click(link);
    await section('History');
    expect(link).toHaveAttribute('aria-current', 'page');
    expect(
      screen.queryByRole('region', { name: 'Chain' }),
    ).not.toBeInTheDocument();
    expect(
      screen.getByRole('heading', { name: 'prod-eu · production/orders' }),
    ).toBeInTheDocument();
    await userEvent.click(nav.getByRole('link', { name: 'Health' }));
    await section('Chain');
  });

  it('are selected from a menu on narrow screens', async () => {
    renderTab([verified]);
    await section('Chain');
    await userEvent.click(
      screen.getByRole('button', {
        name: /AWS access of the service account$/,
      }),
    );
    await userEvent.click(
      await screen.findByRole('option', { name: 'Workloads' }),
    );
    expect(
      await screen.findByRole('region', { name: 'Workloads' }),
    ).toBeInTheDocument();
  });

  it.each(['permissions', 'workloads', 'history'])(
    'replace the anchors of the former single page: #%s',
    async name => {
      renderTab([verified], { initialRoute: `/#${name}` });
      const title = name[0].toUpperCase() + name.slice(1);
      await section(title);
      expect(screen.getByRole('link', { name: title })).toHaveAttribute(
        'aria-current',
        'page',
      );
    },
  );

  it('scroll to the chain when the URL names it', async () => {
    renderTab([verified], { initialRoute: '/#chain' });
    await section('Chain');
    await waitFor(() => expect(document.getElementById('chain')).toHaveFocus());
  });

  it('say that a sub-tab does not exist', async () => {
    renderTab([verified], { initialRoute: '/nonsense' });
    expect(
      await screen.findByRole('heading', { name: 'Not found' }),
    ).toBeInTheDocument();
    expect(
      screen.getByText('AWS access has no part "nonsense".'),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('link', { name: 'Go to Health' }));
    await section('Chain');
  });

  it('say what a missing role means for the permissions', async () => {
    renderTab([{ ...broken, roleArn: null }], { initialRoute: '/permissions' });
    const permissions = await section('Permissions');
    expect(
      permissions.getByText('No IAM role: pods cannot call AWS.'),
    ).toBeInTheDocument();
  });
});

describe('while another user verifies the account', () => {
  it('says so, and shows the new state when the verification is complete', async () => {
    const { signals, send } = fakeSignals();
    let account = broken;
    const backend = renderTab([broken], {
      signals,
      override: path =>
        path.startsWith('/entities/') ? json({ items: [account] }) : undefined,
    });
    await section('Chain');
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
  });

  it('loads the new state although the signal of its end is lost', async () => {
    jest.useFakeTimers();
    const { signals, send } = fakeSignals();
    const onDone = jest.fn();
    const { result } = renderHook(() => useVerificationSignal('one', onDone), {
      wrapper: ({ children }: PropsWithChildren) => (
        <TestApiProvider apis={[[signalApiRef, signals]]}>
          {children}
        </TestApiProvider>
      ),
    });
    await send({ id: 'one', state: 'running' });
    await passTime(110_000);
    expect([result.current, onDone.mock.calls.length]).toEqual([true, 0]);
    await passTime(20_000);
    expect([result.current, onDone.mock.calls.length]).toEqual([false, 1]);
    jest.useRealTimers();
  });

  it('keeps open what the reader has opened', async () => {
    const { signals, send } = fakeSignals();
    renderTab([verified], { signals });
    await section('Chain');
    const role = await screen.findByRole('button', { name: /^Role/ });
    await userEvent.click(role);
    await send({ id: 'verified', state: 'done' });
    expect(role).toHaveAttribute('aria-expanded', 'true');
    expect(
      screen.getByRole('region', { name: 'Role: orders-7f3a' }),
    ).toBeInTheDocument();
  });
});
