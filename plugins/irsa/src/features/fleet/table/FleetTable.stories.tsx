import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { RiCheckLine } from '@remixicon/react';
import { renderToStaticMarkup } from 'react-dom/server';
import { emptyFleet } from '../../../../dev/fixtures/governance/fleets';
import { failure } from '../../../../dev/fixtures/irsaBackend';
import {
  findTable,
  FIRST_RENDER,
  renderFleet,
  smallFleet,
} from '../../../__testUtils__/renderFleet';
import { fill } from '../../../__testUtils__/fill';

const table = () => findTable('Service accounts');

/** The path element of the check mark icon. */
const [MARK] = /<path.*<\/path>/.exec(renderToStaticMarkup(<RiCheckLine />))!;

/** Returns the last request of the table, without the requests for proposed entities. */
const lastList = (asked: () => string[]) =>
  asked()
    .filter(path => path.startsWith('/fleet/service-accounts'))
    .filter(path => !path.includes('link=proposed'))
    .pop();

const headings = async () =>
  within(await table())
    .getAllByRole('columnheader')
    .map(heading => heading.textContent);

describe('a fleet table', () => {
  it('loads the rows that the URL names, and shows the filters as removable chips', async () => {
    const { asked } = renderFleet(
      '/irsa/service-accounts?status=verified&owner=group:default/payments&q=pay&sort=findings&order=desc',
    );
    const grid = await table();
    expect(lastList(asked)).toBe(
      '/fleet/service-accounts?status=verified&owner=group%3Adefault%2Fpayments&q=pay&sort=findings&order=desc&limit=20',
    );
    expect(
      within(grid).getByRole('columnheader', { name: /Findings/ }),
    ).toHaveAttribute('aria-sort', 'descending');
    expect(screen.getByRole('searchbox')).toHaveValue('pay');
    const chips = screen.getByRole('grid', { name: 'Filters' });
    expect(within(chips).getAllByRole('row')).toHaveLength(2);
    await userEvent.click(
      within(
        within(chips).getByRole('row', { name: 'Status: Checks pass' }),
      ).getByRole('button'),
    );
    await waitFor(() =>
      expect(lastList(asked)).toBe(
        '/fleet/service-accounts?owner=group%3Adefault%2Fpayments&q=pay&sort=findings&order=desc&limit=20',
      ),
    );
  });

  it('accepts several values of a filter, offered with their number of rows', async () => {
    const { asked } = renderFleet('/irsa/findings');
    await screen.findByRole('grid', { name: 'Findings' }, FIRST_RENDER);
    expect(asked().join()).not.toContain('/facets');
    await userEvent.click(screen.getByRole('button', { name: 'Filter' }));
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Severity' }),
    );
    const severity = (name: RegExp) =>
      screen.findByRole('menuitemcheckbox', { name });
    expect(asked()).toContain('/facets/findings');
    await userEvent.click(await severity(/^Critical \([1-9]/));
    await waitFor(async () =>
      expect(await severity(/^Critical/)).toContainHTML(MARK),
    );
    await userEvent.click(await severity(/^Medium/));
    await waitFor(() =>
      expect(asked()).toContain(
        '/findings?severity=critical%2Cmedium&limit=20',
      ),
    );
    await userEvent.keyboard('{Escape}{Escape}');
    expect(
      await screen.findByRole('row', { name: 'Severity: Critical, Medium' }),
    ).toBeInTheDocument();
  });

  it('counts the values of its filters again when the menu opens again, also after a failure', async () => {
    let isAway = true;
    const { asked } = renderFleet('/irsa/findings', {
      override: path =>
        isAway && path.startsWith('/facets/')
          ? failure(503, 'ServiceUnavailableError', 'The store is away.')
          : undefined,
    });
    const facets = () =>
      asked().filter(path => path.startsWith('/facets/findings'));
    await screen.findByRole('grid', { name: 'Findings' }, FIRST_RENDER);
    await userEvent.click(screen.getByRole('button', { name: 'Filter' }));
    expect(
      await screen.findByRole('menuitem', { name: 'Check' }),
    ).toHaveAttribute('aria-disabled', 'true');
    await userEvent.click(screen.getByRole('menuitem', { name: 'Severity' }));
    // A number that is not known is not 0.
    expect(
      await screen.findByRole('menuitemcheckbox', { name: 'Critical' }),
    ).toBeInTheDocument();
    await userEvent.keyboard('{Escape}{Escape}');
    isAway = false;
    await userEvent.click(screen.getByRole('button', { name: 'Filter' }));
    await waitFor(() =>
      expect(
        screen.getByRole('menuitem', { name: 'Check' }),
      ).not.toHaveAttribute('aria-disabled'),
    );
    expect(facets()).toHaveLength(2);
  });

  it('accepts one state of findings at a time', async () => {
    const { asked } = renderFleet('/irsa/findings?state=accepted');
    await screen.findByRole('button', { name: 'Filter' }, FIRST_RENDER);
    await userEvent.click(screen.getByRole('button', { name: 'Filter' }));
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'State' }),
    );
    await userEvent.click(
      await screen.findByRole('menuitemradio', { name: 'Resolved' }),
    );
    await waitFor(() =>
      expect(asked()).toContain('/findings?state=resolved&limit=20'),
    );
  });

  it('groups findings by check, and shows the findings of a check', async () => {
    const { asked } = renderFleet(
      '/irsa/findings?grouped=true&cluster=prod-eu,prod-us',
    );
    const groups = await screen.findByRole(
      'grid',
      { name: 'Group by check' },
      FIRST_RENDER,
    );
    expect(asked()).toContain('/finding-groups?cluster=prod-eu%2Cprod-us');
    await within(groups).findAllByRole('rowheader');
    // Screen readers hear of the groups, not of rows that are not shown.
    expect(
      screen.getByText(/^\d+ checks? ha(s|ve) findings\.$/),
    ).toHaveAttribute('role', 'status');
    expect(screen.queryByText(/^\d+ to \d+ of|^No results/)).toBeNull();
    const [, first] = within(groups).getAllByRole('row');
    act(() => first.focus());
    await userEvent.keyboard('{Enter}');
    await waitFor(() =>
      expect(asked().pop()).toMatch(
        /^\/findings\?cluster=prod-eu%2Cprod-us&check=[a-z-]+&limit=20$/,
      ),
    );
    expect(
      await screen.findByRole('grid', { name: 'Findings' }),
    ).toBeInTheDocument();
  });

  it.each([
    ['', /^No finding is open\. Check/],
    ['&severity=low', 'No results match the filters.'],
  ])('says why there are no groups: %s', async (filter, words) => {
    renderFleet(`/irsa/findings?grouped=true${filter}`, { fleet: emptyFleet });
    expect(
      await screen.findByText(words, undefined, FIRST_RENDER),
    ).toBeInTheDocument();
    expect(screen.queryAllByRole('button', { name: 'Show all' })).toHaveLength(
      filter === '' ? 0 : 1,
    );
  });

  it('filters by the tools that manage roles, and by roles that no tool manages', async () => {
    const { asked } = renderFleet('/irsa/roles');
    await screen.findByRole('grid', { name: 'Roles' }, FIRST_RENDER);
    await userEvent.click(screen.getByRole('button', { name: 'Filter' }));
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Managed by' }),
    );
    expect(
      await screen.findByRole('menuitemcheckbox', { name: /^Terraform/ }),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('menuitemcheckbox', { name: /^none/ }),
    );
    await waitFor(() =>
      expect(asked()).toContain('/roles?managedBy=none&limit=20'),
    );
  });

  it('collapses the last facts of a row that is shown as a card, without opening the row', async () => {
    renderFleet('/irsa/service-accounts');
    const [, first] = await within(await table()).findAllByRole('row');
    const more = await within(first).findByRole('button', { name: /^3 more/ });
    expect(more).toHaveAttribute('aria-expanded', 'false');
    await userEvent.click(more);
    expect(more).toHaveAttribute('aria-expanded', 'true');
    expect(more).toHaveTextContent('Show less');
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('searches after the user stops typing', async () => {
    const { asked } = renderFleet('/irsa/service-accounts');
    await table();
    await userEvent.type(screen.getByRole('searchbox'), 'data-00002');
    await waitFor(() =>
      expect(lastList(asked)).toBe(
        '/fleet/service-accounts?q=data-00002&limit=20',
      ),
    );
    expect(asked().filter(path => path.includes('q='))).toHaveLength(1);
  });

  it('is sorted by the backend', async () => {
    const { asked } = renderFleet('/irsa/service-accounts');
    const grid = await table();
    const heading = within(grid).getByRole('columnheader', { name: /Pods/ });
    await userEvent.click(heading);
    await waitFor(() =>
      expect(lastList(asked)).toBe(
        '/fleet/service-accounts?sort=pods&order=asc&limit=20',
      ),
    );
    await userEvent.click(
      await screen.findByRole('columnheader', { name: /Pods/ }),
    );
    await waitFor(() =>
      expect(lastList(asked)).toBe(
        '/fleet/service-accounts?sort=pods&order=desc&limit=20',
      ),
    );
  });

  it('loads page by page, and restarts when the filters change', async () => {
    const { asked } = renderFleet('/irsa/service-accounts', {
      fleet: smallFleet(52),
    });
    await table();
    await screen.findByText('1 to 20 of 52', { selector: 'span' });
    await userEvent.click(screen.getByRole('button', { name: 'Next page' }));
    expect(
      await screen.findByText('21 to 40 of 52', { selector: 'span' }),
    ).toBeInTheDocument();
    // The next press of Enter goes on to the page after it.
    expect(screen.getByRole('button', { name: 'Next page' })).toHaveFocus();
    expect(lastList(asked)).toBe('/fleet/service-accounts?cursor=20&limit=20');
    await fill(screen.getByRole('searchbox'), 'data');
    await waitFor(() =>
      expect(lastList(asked)).toBe('/fleet/service-accounts?q=data&limit=20'),
    );
  });

  it('shows the selected columns', async () => {
    renderFleet('/irsa/service-accounts');
    expect(await headings()).not.toContain('Mechanism');
    await userEvent.click(screen.getByRole('button', { name: 'Columns' }));
    const mechanism = await screen.findByRole('menuitemcheckbox', {
      name: 'Mechanism',
    });
    const pods = screen.getByRole('menuitemcheckbox', { name: 'Pods' });
    expect(mechanism).not.toContainHTML(MARK);
    expect(pods).toContainHTML(MARK);
    await userEvent.click(mechanism);
    expect(mechanism).toContainHTML(MARK);
    await userEvent.click(pods);
    expect(pods).not.toContainHTML(MARK);
    await userEvent.keyboard('{Escape}');
    await waitFor(async () => expect(await headings()).toContain('Mechanism'));
    expect(await headings()).not.toContain('Pods');
  });

  it('is exported to a file with its filters', async () => {
    const saved: string[] = [];
    URL.createObjectURL = () => 'blob:file';
    URL.revokeObjectURL = () => {};
    jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation(function click(this: HTMLAnchorElement) {
        saved.push(this.download);
      });
    const { asked } = renderFleet('/irsa/service-accounts?status=verified');
    await table();
    await userEvent.click(screen.getByRole('button', { name: 'Export' }));
    await userEvent.click(
      await screen.findByRole('menuitem', { name: /^CSV/ }),
    );
    await waitFor(() => expect(saved).toEqual(['service-accounts.csv']));
    expect(asked()).toContain(
      '/exports/service-accounts?status=verified&format=csv',
    );
    jest.restoreAllMocks();
  });

  it('shows why there is no file', async () => {
    renderFleet('/irsa/service-accounts', {
      override: path =>
        path.startsWith('/exports/')
          ? failure(503, 'ServiceUnavailableError', 'The store is away.')
          : undefined,
    });
    await table();
    await userEvent.click(screen.getByRole('button', { name: 'Export' }));
    await userEvent.click(
      await screen.findByRole('menuitem', { name: /^JSON/ }),
    );
    expect(
      await screen.findByText('The export failed: The store is away.'),
    ).toBeInTheDocument();
  });

  it('shows all rows again when nothing matches', async () => {
    renderFleet('/irsa/service-accounts?q=nothing-like-this');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show all' }, FIRST_RENDER),
    );
    expect(
      await screen.findByText('1 to 5 of 5', { selector: 'span' }),
    ).toBeInTheDocument();
  });

  it('opens a row by keyboard, keeps the focus in its drawer, and closes it with Escape', async () => {
    const { asked } = renderFleet('/irsa/service-accounts');
    const grid = await table();
    await screen.findByText('1 to 5 of 5', { selector: 'span' });
    const [, first] = within(grid).getAllByRole('row');
    act(() => first.focus());
    await userEvent.keyboard('{Enter}');
    const drawer = await screen.findByRole('dialog');
    await within(drawer).findByText('Chain');
    expect(drawer).toContainElement(document.activeElement as HTMLElement);
    const id = asked()
      .find(path => /^\/service-accounts\/[^/]+$/.test(path))
      ?.split('/')[2];
    // In parallel, because these are independent.
    expect(asked()).toEqual(
      expect.arrayContaining([
        `/fleet/service-accounts?serviceAccountId=${id}`,
        `/service-accounts/${id}/chain`,
        `/service-accounts/${id}/permissions`,
        `/findings?serviceAccountId=${id}`,
      ]),
    );
    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });
});
