import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { overviewOf } from '../../../dev/fixtures/governance/details';
import { emptyFleet } from '../../../dev/fixtures/governance/fleets';
import { failure, json } from '../../../dev/fixtures/irsaBackend';
import {
  FIRST_RENDER,
  renderFleet,
  smallFleet,
} from '../../__testUtils__/renderFleet';
import { FLEET_TABS } from './fleetTabs';

const REFUSAL = failure(403, 'NotAllowedError', 'Ask the platform team.');

/** For each tab: its path, its data in words, a text that it shows, and its text when it is empty. */
const TABS = [
  [
    'overview',
    'Overview',
    'Open findings by severity',
    /^No scan has finished yet/,
  ],
  [
    'service-accounts',
    'Service accounts',
    '1 to 5 of 5',
    /^No scan has found an IAM service account/,
  ],
  ['workloads', 'Workloads', '1 to 5 of 5', /^No scan has found a workload/],
  ['findings', 'Findings', '1 to 5 of 5', /^No finding is open\. Check/],
  ['roles', 'Roles', '1 to 5 of 5', /^No scan has found a role/],
  ['node-roles', 'Node roles', '1 to 6 of 6', /^No scan has found a node/],
  ['clusters', 'Clusters and accounts', /^AWS accounts/, /^No cluster is conf/],
] as const;

describe.each(TABS)('the tab %s', (path, what, shown, empty) => {
  it('says what to do when it is empty', async () => {
    renderFleet(`/irsa/${path}`, { fleet: emptyFleet });
    expect(
      await screen.findByText(empty, undefined, FIRST_RENDER),
    ).toBeInTheDocument();
  });

  it('shows a skeleton, then what could not be read and which permission is missing, and retries', async () => {
    let refuse = () => {};
    const refusal = new Promise<void>(resolve => {
      refuse = resolve;
    });
    let isRefused = true;
    renderFleet(`/irsa/${path}`, {
      override: () =>
        isRefused ? refusal.then(() => REFUSAL.clone()) : undefined,
    });
    expect(
      await screen.findByText(`Reading: ${what}…`, undefined, FIRST_RENDER),
    ).toHaveAttribute('role', 'status');
    refuse();
    expect(
      await screen.findByText(`Could not read: ${what}`),
    ).toBeInTheDocument();
    expect(
      screen.getByText('No permission to read this: Ask the platform team.'),
    ).toBeInTheDocument();
    isRefused = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    const [words] = await screen.findAllByText(shown);
    expect(words).toBeInTheDocument();
  });
});

it('shows the loaded data beside the data that could not be read', async () => {
  renderFleet('/irsa/roles');
  expect(
    await screen.findByText('1 to 5 of 5', { selector: 'span' }, FIRST_RENDER),
  ).toBeInTheDocument();
  expect(
    screen.getByText('Data for staging-eu is out of date'),
  ).toBeInTheDocument();
  expect(screen.getByText(/The Kubernetes API answered 403/)).toHaveTextContent(
    'Missing permission: list pods.',
  );
});

it('still says which data is out of date when that can no longer be read', async () => {
  let isAway = false;
  const { asked } = renderFleet('/irsa/roles', {
    override: path =>
      isAway && path === '/scopes'
        ? failure(503, 'ServiceUnavailableError', 'The store is away.')
        : undefined,
  });
  const note = 'Data for staging-eu is out of date';
  expect(
    await screen.findByText(note, undefined, FIRST_RENDER),
  ).toBeInTheDocument();
  isAway = true;
  await userEvent.click(screen.getByRole('tab', { name: 'Workloads' }));
  await screen.findByRole('grid', { name: 'Workloads' });
  await waitFor(() =>
    expect(asked().filter(path => path === '/scopes')).toHaveLength(2),
  );
  await screen.findByText('1 to 5 of 5', { selector: 'span' });
  expect(screen.getByText(note)).toBeInTheDocument();
});

it('names a few of many clusters whose data is out of date', async () => {
  const fleet = smallFleet();
  const stale = fleet.scopes.find(({ state }) => state === 'stale')!;
  const scopes = Array.from({ length: 300 }, (_, index) => ({
    ...{ ...stale, id: `cluster:prod-${index}`, name: `prod-${index}` },
    reason: 'The network is down: `dial tcp`.',
  }));
  renderFleet('/irsa/roles', { fleet: { ...fleet, scopes } });
  expect(
    await screen.findByText(
      'Data for prod-0, prod-1, prod-2, prod-3, prod-4 and 295 more is out of date',
      undefined,
      FIRST_RENDER,
    ),
  ).toBeInTheDocument();
  expect(screen.getAllByText(/The network is down/)).toHaveLength(5);
  expect(screen.getAllByText('dial tcp', { selector: 'code' })).toHaveLength(5);
});

describe('the fleet page', () => {
  it('starts at the overview with a single request', async () => {
    const { asked } = renderFleet('/irsa');
    await screen.findByText(
      'Open findings by severity',
      undefined,
      FIRST_RENDER,
    );
    expect(asked()).toEqual(['/overview']);
    expect(screen.getAllByRole('tab').map(tab => tab.textContent)).toHaveLength(
      FLEET_TABS.length,
    );
  });

  it('says that a tab does not exist, and links to the first tab', async () => {
    renderFleet('/irsa/nonsense');
    expect(
      await screen.findByRole(
        'heading',
        { name: 'This page does not exist' },
        FIRST_RENDER,
      ),
    ).toBeInTheDocument();
    expect(screen.getByText(/no page “nonsense”/)).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Go to Overview' }),
    ).toHaveAttribute('href', '/irsa/overview');
    const tabs = screen.getAllByRole('tab').map(tab => tab.textContent);
    await userEvent.click(
      screen.getByRole('button', { name: 'Pages of AWS access' }),
    );
    expect(
      screen.getAllByRole('menuitem').map(item => item.textContent),
    ).toEqual(tabs);
  });

  it('links each number to its rows', async () => {
    renderFleet('/irsa');
    const link = async (name: RegExp) =>
      (await screen.findByRole('link', { name }, FIRST_RENDER)).getAttribute(
        'href',
      );
    expect(await link(/broken, Service accounts/)).toBe(
      '/irsa/service-accounts?status=broken',
    );
    expect(await link(/on the node role, Workloads/)).toBe(
      '/irsa/workloads?identitySource=node-role',
    );
    expect(await link(/critical, Open findings/)).toBe(
      '/irsa/findings?severity=critical',
    );
    expect(await link(/unused, Roles/)).toBe('/irsa/roles?unused=true');
    expect(await link(/^See them$/)).toBe('/irsa/service-accounts?entity=none');
  });

  it('says how many findings count for several owners', async () => {
    const fleet = smallFleet();
    const [first, ...others] = fleet.findings;
    const owners = ['group:default/payments', 'group:default/data'];
    renderFleet('/irsa', {
      fleet: {
        ...fleet,
        findings: [
          { ...first, state: 'open', owners },
          ...others.map(one => ({ ...one, owners: one.owners.slice(0, 1) })),
        ],
      },
    });
    expect(
      await screen.findByText(
        '1 finding has several owners and counts for each of them.',
        undefined,
        FIRST_RENDER,
      ),
    ).toBeInTheDocument();
  });

  it('says which clusters are stale, and why', async () => {
    renderFleet('/irsa', { fleet: smallFleet() });
    expect(
      await screen.findByText(
        'Data for staging-eu is out of date',
        undefined,
        FIRST_RENDER,
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/The Kubernetes API answered 403/),
    ).toBeInTheDocument();
  });

  it('shows each trend in words and numbers for the number of days in the URL', async () => {
    renderFleet('/irsa?days=7');
    const words = (days: number) =>
      screen.findByText(
        new RegExp(`^on the node role: .*${days} days$`),
        undefined,
        FIRST_RENDER,
      );
    expect(await words(6)).toBeInTheDocument();
    expect(screen.queryByText(/^Recorded since/)).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('radio', { name: '90 days' }));
    expect(await words(59)).toBeInTheDocument();
    expect(screen.getByText(/^Recorded since/)).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Trends as a table' }),
    );
    const table = await screen.findByRole('grid', {
      name: 'Trends as a table',
    });
    await waitFor(() =>
      expect(within(table).getAllByRole('row')).toHaveLength(61),
    );
    expect(
      within(table)
        .getAllByRole('columnheader')
        .map(({ textContent }) => textContent),
    ).toEqual([
      'Day',
      'Broken service accounts',
      'Workloads on the node role',
      'Critical and high findings',
      'Unused roles',
    ]);
  });

  it('compares the newest number of a trend only with the first one', async () => {
    const overview = overviewOf(smallFleet());
    const usesNodeRole = [
      { at: '2026-12-01T12:00:00.000Z', value: 3 },
      { at: '2026-12-04T12:00:00.000Z', value: 8 },
      { at: '2026-12-07T12:00:00.000Z', value: 3 },
    ];
    renderFleet('/irsa?days=7', {
      override: path =>
        path === '/overview'
          ? json({ ...overview, trends: { ...overview.trends, usesNodeRole } })
          : undefined,
    });
    expect(
      await screen.findByText(
        'on the node role: 3, as 6 days ago',
        undefined,
        FIRST_RENDER,
      ),
    ).toBeInTheDocument();
  });
});
