import { within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { chainOf } from '../../../dev/fixtures/chains';
import {
  brokenHistory,
  past,
  quietHistory,
  TRUST_BROKE,
} from '../../../dev/fixtures/history';
import { failure } from '../../../dev/fixtures/irsaBackend';
import {
  broken,
  degraded,
  unknown,
} from '../../../dev/fixtures/serviceAccounts';
import { section, tabReading } from '../../__testUtils__/renderTab';

const renderHistory = tabReading('history');
const renderChain = tabReading('chain');
const renderWorkloads: typeof renderChain = (accounts, options) =>
  renderChain(accounts, { initialRoute: '/workloads', ...options });

const cells = (row: HTMLElement) =>
  Array.from(row.querySelectorAll('th, td'), cell => cell.textContent);

describe('the workloads', () => {
  it('shows which credentials each container would use, and why', async () => {
    renderWorkloads([degraded]);
    const workloads = await section('Workloads');
    const [head, ...rows] = within(
      await workloads.findByRole('grid', { name: 'Workloads' }),
    ).getAllByRole('row');
    expect(cells(head)).toEqual([
      'Pod',
      'Container',
      'Role configured',
      'Role injected',
      'Credentials it would use',
    ]);
    expect(rows.map(cells)).toEqual([
      [
        'billing-6f7c9d-k2x4pdeployment/billing · started 2 h ago',
        'migrateinit container',
        'yes',
        'yes',
        'Static keysAWS_ACCESS_KEY_ID in its environment comes first.',
      ],
      [
        'billing-6f7c9d-k2x4pdeployment/billing · started 2 h ago',
        'app',
        'yes',
        'yes',
        'This role, by its tokenThe webhook injected role and token.',
      ],
      [
        'billing-6f7c9d-w8m1qdeployment/billing · started 2 h ago',
        'app',
        'yes',
        'no',
        "The node's role, or noneThe pod started before the role was set.",
      ],
    ]);
  });

  it('says that no pod runs yet', async () => {
    renderWorkloads([degraded], {
      chainOf: account => ({ ...chainOf(account), pods: [] }),
    });
    const workloads = await section('Workloads');
    expect(
      await workloads.findByText('No pod runs as prod-eu/production/billing.'),
    ).toBeInTheDocument();
  });

  it('says that the pods could not be read', async () => {
    renderWorkloads([unknown]);
    const workloads = await section('Workloads');
    expect(
      await workloads.findByText(/^Could not list pods/),
    ).toBeInTheDocument();
  });

  it('shows why nothing could be read', async () => {
    renderWorkloads([degraded], {
      override: path =>
        path.endsWith('/chain')
          ? failure(403, 'NotAllowedError', 'No.')
          : undefined,
    });
    const workloads = await section('Workloads');
    expect(await workloads.findByRole('alert')).toHaveTextContent('No.');
  });
});

async function history() {
  const shown = await section('History');
  const list = await shown.findByRole('list', { name: 'Verifications' });
  const lines = () => Array.from(list.children, line => line.textContent);
  return { shown, list, lines };
}

const MORE = { name: 'Show more' };

describe('the history', () => {
  it('shows the result, time, and changes of each verification', async () => {
    renderHistory([broken], { history: { broken: brokenHistory } });
    const { list, lines } = await history();
    expect(lines()).toEqual([
      'Broken 1 h ago No change',
      'Broken 2 h ago Trust policy: Passed → Failed: The trust policy names namespace staging, not production.',
      '5 more without change',
      'Checks pass 8 h ago First verification',
    ]);
    expect(within(list).getByText('1 h ago')).toHaveAttribute(
      'title',
      expect.stringMatching(/\d/),
    );
  });

  it('expands verifications without changes', async () => {
    renderHistory([broken], { history: { broken: brokenHistory } });
    const { shown } = await history();
    const fold = shown.getByRole('button', { name: '5 more without change' });
    expect(fold).toHaveAttribute('aria-expanded', 'false');
    await userEvent.click(fold);
    expect(fold).toHaveAttribute('aria-expanded', 'true');
    expect(
      within(
        shown.getByRole('list', { name: '5 more without change' }),
      ).getAllByText('No change'),
    ).toHaveLength(5);
  });

  it('distinguishes a changed state from a changed message', async () => {
    const { after } = TRUST_BROKE;
    renderHistory([broken], {
      history: {
        broken: [
          past(1, 'broken', [{ ...TRUST_BROKE, before: after }]),
          past(2, 'broken', [{ ...TRUST_BROKE, before: null }]),
          past(3, 'unknown', [{ ...TRUST_BROKE, before: after, after: null }]),
        ],
      },
    });
    const { lines } = await history();
    const message = 'The trust policy names namespace staging, not production.';
    expect(lines()).toEqual([
      `Broken 1 h ago Trust policy: still Failed: ${message}`,
      `Broken 2 h ago Trust policy: Skipped → Failed: ${message}`,
      `Unknown 3 h ago Trust policy: Failed → Skipped: ${message}`,
    ]);
  });

  it('loads further pages until there are no more', async () => {
    const backend = renderHistory([broken], {
      history: { broken: quietHistory },
    });
    const { shown, lines } = await history();
    expect(lines()).toEqual([
      'Checks pass 1 h ago No change',
      '19 more without change',
    ]);
    await userEvent.click(shown.getByRole('button', MORE));
    expect(
      await shown.findByRole('button', { name: '26 more without change' }),
    ).toBeInTheDocument();
    expect(lines()[2]).toBe('Checks pass 1 day ago First verification');
    expect(backend).toHaveBeenCalledWith(
      expect.stringMatching(/\/broken\/verifications\?cursor=20$/),
      expect.anything(),
    );
    expect(shown.queryByRole('button', MORE)).not.toBeInTheDocument();
  });

  it('keeps the loaded entries when more cannot be read', async () => {
    let isUp = true;
    renderHistory([broken], {
      history: { broken: quietHistory },
      override: (path, method) =>
        !isUp && path.endsWith('/verifications') && method === 'GET'
          ? failure(503, 'ServiceUnavailableError', 'The database is down')
          : undefined,
    });
    const { shown, lines } = await history();
    isUp = false;
    await userEvent.click(shown.getByRole('button', MORE));
    expect(await shown.findByRole('alert')).toHaveTextContent(
      'Could not read more: The database is down',
    );
    expect(lines()).toHaveLength(2);
    isUp = true;
    await userEvent.click(shown.getByRole('button', MORE));
    expect(
      await shown.findByRole('button', { name: '26 more without change' }),
    ).toBeInTheDocument();
  });

  it('shows why it cannot be read', async () => {
    renderHistory([broken], {
      override: path =>
        path.endsWith('/verifications')
          ? failure(403, 'NotAllowedError', 'No.')
          : undefined,
    });
    const shown = await section('History');
    expect(await shown.findByRole('alert')).toHaveTextContent('No.');
  });
});
