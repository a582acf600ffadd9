import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  FIRST_RENDER,
  renderFleet,
  smallFleet,
} from '../../../__testUtils__/renderFleet';

describe('clusters', () => {
  it('show since when they are stale, why, and which permission is missing', async () => {
    renderFleet('/irsa/clusters');
    const stale = await screen.findByRole(
      'listitem',
      { name: 'staging-eu' },
      FIRST_RENDER,
    );
    expect(stale).toHaveTextContent('Stale: last scanned 9 h ago.');
    expect(stale).toHaveTextContent('Missing permission: list pods.');
  });

  it('say how old their rows are, however late the first failed scan was', async () => {
    const { scopes, ...rest } = smallFleet();
    const ago = (hours: number) =>
      new Date(Date.now() - hours * 3_600_000).toISOString();
    const stale = { completedAt: ago(72), staleSince: ago(0) };
    renderFleet('/irsa/clusters', {
      fleet: { ...rest, scopes: scopes.map(one => ({ ...one, ...stale })) },
    });
    const [first] = await screen.findAllByText(
      /^Stale: last scanned/,
      undefined,
      FIRST_RENDER,
    );
    expect(first).toHaveTextContent('Stale: last scanned 3 days ago.');
  });

  it('say that no scan has finished, instead of the time of the last one', async () => {
    const { scopes, ...rest } = smallFleet();
    const never = { completedAt: null, staleSince: '2026-01-01T00:00:00.000Z' };
    renderFleet('/irsa/clusters', {
      fleet: { ...rest, scopes: scopes.map(one => ({ ...one, ...never })) },
    });
    const [first] = await screen.findAllByText(
      'No scan has finished yet.',
      undefined,
      FIRST_RENDER,
    );
    expect(first).toBeInTheDocument();
    expect(screen.queryByText(/^Stale: last scanned/)).toBeNull();
  });

  it('show when a change was last read after an event, beside the last scan', async () => {
    const { scopes, ...rest } = smallFleet();
    const [first, ...others] = scopes;
    const changesReadAt = new Date(Date.now() - 120_000).toISOString();
    renderFleet('/irsa/clusters', {
      fleet: { ...rest, scopes: [{ ...first, changesReadAt }, ...others] },
    });
    const [label, ...more] = await screen.findAllByText(
      'Last event read',
      undefined,
      FIRST_RENDER,
    );
    expect(more).toEqual([]);
    expect(label.closest('li')).toHaveTextContent('Last event read2 min ago');
    expect(label.closest('li')).toHaveTextContent('Last complete scan');
  });

  it('show what each cluster lacks, with the commands to run', async () => {
    renderFleet('/irsa/clusters');
    await userEvent.click(
      await screen.findByRole(
        'button',
        { name: 'Setup: staging-eu' },
        FIRST_RENDER,
      ),
    );
    const shown = within(await screen.findByRole('dialog'));
    const entry = await shown.findByRole('listitem', {
      name: 'EKS access entry of the backend',
    });
    expect(entry).toHaveTextContent('Unknown');
    expect(entry).toHaveTextContent(
      /aws --profile \d{12} eks create-access-entry/,
    );
    expect(
      shown.getByRole('button', {
        name: 'Copy Terraform: EKS access entry of the backend',
      }),
    ).toBeInTheDocument();
    expect(
      shown.getByRole('listitem', { name: 'Namespace rule' }),
    ).toHaveTextContent('namespaceRules:');
  });

  it('show where clusters could not be discovered, and what to do', async () => {
    renderFleet('/irsa/clusters', {
      fleet: {
        ...smallFleet(),
        places: [
          {
            supplier: 'eks',
            place: '200000000007/eu-west-1',
            accounts: 0,
            clusters: 0,
            failure:
              'This backend has no credentials for account 200000000007.',
            remediation: 'Create the role of aws.accountDefaults.roleName.',
            attemptedAt: '2026-01-01T00:00:00.000Z',
            completedAt: null,
          },
        ],
      },
    });
    const note = await screen.findByRole(
      'region',
      { name: 'Discovery failed in 1 place' },
      FIRST_RENDER,
    );
    expect(note).toHaveTextContent('eks 200000000007/eu-west-1');
    expect(note).toHaveTextContent('Create the role');
  });

  it('are scanned on request', async () => {
    const { backend } = renderFleet('/irsa/clusters');
    await userEvent.click(
      await screen.findByRole(
        'button',
        { name: 'Scan now: staging-eu' },
        FIRST_RENDER,
      ),
    );
    await waitFor(() =>
      expect(backend).toHaveBeenCalledWith(
        expect.stringMatching(/\/scopes\/cluster%3Astaging-eu\/scans$/),
        expect.objectContaining({ method: 'POST' }),
      ),
    );
  });

  it('show that a scan was requested, until it has run', async () => {
    const fleet = smallFleet();
    renderFleet('/irsa/clusters', { fleet });
    await userEvent.click(
      await screen.findByRole(
        'button',
        { name: 'Scan now: staging-eu' },
        FIRST_RENDER,
      ),
    );
    const card = screen.getByRole('listitem', { name: 'staging-eu' });
    expect(await within(card).findByText(/^Scan requested/)).toBeVisible();
    const index = fleet.scopes.findIndex(({ name }) => name === 'staging-eu');
    fleet.scopes[index] = {
      ...fleet.scopes[index],
      ...{ state: 'current', completedAt: new Date().toISOString() },
    };
    expect(
      await within(card).findByText('Current', undefined, FIRST_RENDER),
    ).toBeInTheDocument();
    expect(within(card).queryByText(/^Scan requested/)).toBeNull();
  });

  const many = () => {
    const { scopes, ...rest } = smallFleet();
    const [first] = scopes;
    const others = Array.from({ length: 60 }, (_, index) => ({
      ...first,
      ...{ id: `cluster:apps-${index}`, name: `apps-${index}` },
      ...{ kind: 'cluster' as const, state: 'never' as const },
      accountId: String(200_000_000_000 + index),
    }));
    return { ...rest, scopes: [...scopes, ...others] };
  };
  const cards = () =>
    within(screen.getByRole('list', { name: 'Clusters' })).getAllByRole(
      'heading',
    );

  it('are shown page by page, and filtered by name, account, and state', async () => {
    renderFleet('/irsa/clusters', { fleet: many() });
    await screen.findByRole('list', { name: 'Clusters' }, FIRST_RENDER);
    expect(cards()).toHaveLength(24);
    expect(cards()[0]).toHaveTextContent('staging-eu');
    await userEvent.click(screen.getByRole('button', { name: /^Show more/ }));
    expect(cards()).toHaveLength(48);
    const search = screen.getByRole('searchbox');
    await userEvent.type(search, '200000000042');
    await waitFor(() => expect(cards()).toHaveLength(1));
    expect(cards()[0]).toHaveTextContent('apps-42');
    await userEvent.clear(search);
    await userEvent.type(search, 'none such');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show all' }),
    );
    await userEvent.click(
      screen.getByRole('button', { name: /State of the scan/ }),
    );
    await userEvent.click(screen.getByRole('option', { name: /^Stale/ }));
    await waitFor(() => expect(cards()).toHaveLength(1));
  });

  it('are discovered on request, until every source has reported', async () => {
    const place = {
      ...{ supplier: 'eks', place: '111122223333/eu-west-1' },
      ...{ accounts: 0, clusters: 1 },
      attemptedAt: '2026-01-01T00:00:00.000Z',
      completedAt: '2026-01-01T00:00:00.000Z',
    };
    const fleet = { ...smallFleet(), places: [place] };
    const { backend } = renderFleet('/irsa/clusters', { fleet });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Discover now' }, FIRST_RENDER),
    );
    expect(await screen.findByText(/^Looking for clusters/)).toBeVisible();
    expect(backend).toHaveBeenCalledWith(
      expect.stringMatching(/\/discovery$/),
      expect.objectContaining({ method: 'POST' }),
    );
    place.attemptedAt = '2026-01-01T00:10:00.000Z';
    fleet.scopes.push({ ...fleet.scopes[0], id: 'cluster:new', name: 'new' });
    expect(
      await screen.findByRole('listitem', { name: 'new' }, FIRST_RENDER),
    ).toBeInTheDocument();
    await waitFor(
      () => expect(screen.queryByText(/^Looking for clusters/)).toBeNull(),
      FIRST_RENDER,
    );
  });

  it('cannot be discovered without a configured source', async () => {
    renderFleet('/irsa/clusters');
    await screen.findByRole('list', { name: 'Clusters' }, FIRST_RENDER);
    expect(screen.queryByRole('button', { name: 'Discover now' })).toBeNull();
  });
});
