import type { Page } from '@playwright/test';
import {
  FAILING,
  known,
  NOTHING,
  REFUSING,
  SILENT,
  type Answers,
} from './answers';
import { type Place, press } from './place';

/** The tabs of the page, by the end of their URL. */
const TABS = [
  'overview',
  'service-accounts',
  'workloads',
  'findings',
  'roles',
  'node-roles',
  'clusters',
  'access',
  'graph',
  'migration',
  'waves',
  'approvals',
];
const TABLES = [
  'service-accounts',
  'workloads',
  'findings',
  'roles',
  'node-roles',
];
const OURS = '[data-testid=fleet], .bui-Popover, [role=dialog]';
/** The tabs that show nothing without a query, with an example query. */
const ASKED: Partial<Record<string, string>> = {
  access: 'access?action=s3:GetObject&resource=arn:aws:s3:::orders/a',
  graph: 'graph?cluster=prod-eu&namespace=production',
};

const fleet = (page: Page) => page.getByTestId('fleet');

function place(
  tab: string,
  state: string,
  answers: Answers,
  more: Pick<Place, 'shown'> & Partial<Place>,
): Place {
  const [path] = tab.split('?');
  return {
    page: `Fleet: ${path}`,
    state,
    path: `/irsa/${tab}`,
    answers,
    ours: OURS,
    ...more,
  };
}

const FILLED: Record<string, Place['shown']> = {
  overview: page => page.getByRole('list', { name: 'Numbers' }),
  clusters: page => page.getByRole('list', { name: 'Clusters', exact: true }),
  access: page => page.getByRole('button', { name: 'Ask' }),
  graph: page => page.getByRole('combobox', { name: /^Component, namespace/ }),
  approvals: page => page.getByRole('button', { name: 'Approve…' }),
  migration: page => page.getByRole('grid', { name: 'IAM service accounts' }),
  waves: page => page.getByRole('grid', { name: 'Waves' }),
};
const rows = (page: Page) => page.getByText(/^1 to \d+ of \d+$/).first();
const filled = (tab: string) => FILLED[tab] ?? ((page: Page) => rows(page));

/** Opens the first row of a table. */
async function openRow(page: Page) {
  await rows(page).waitFor();
  // The middle of the row can contain a button.
  const position = { x: 4, y: 4 };
  await page
    .getByRole('grid')
    .last()
    .getByRole('row')
    .nth(1)
    .click({ position });
}

const drawer = (page: Page) =>
  page.getByRole('dialog').getByRole('heading', { level: 3 }).first();

async function openMenu(page: Page, name: string) {
  await rows(page).waitFor();
  await press(page, name);
}

/** The states of the fleet page. */
export const FLEET_PLACES: Place[] = [
  ...TABS.flatMap(tab => [
    place(tab, 'filled', known(), { shown: filled(tab) }),
    ...(ASKED[tab]
      ? []
      : [
          place(tab, 'empty', NOTHING, {
            shown: page =>
              // The first text is the menu of tabs, which is hidden in a wide window.
              fleet(page).getByText(/\w/).filter({ visible: true }).first(),
            always: tab === 'overview',
          }),
        ]),
  ]),
  ...TABS.flatMap(name => {
    const tab = ASKED[name] ?? name;
    return [
      place(tab, 'loading', SILENT, {
        shown: page =>
          fleet(page)
            .getByText(/Reading/)
            .first(),
        always: name === 'findings',
      }),
      place(tab, 'error', FAILING, {
        shown: page => fleet(page).getByRole('alert').first(),
        always: name === 'roles',
      }),
    ];
  }),
  ...TABLES.map(tab =>
    place(tab, 'drawer', known(), { open: openRow, shown: drawer }),
  ),
  place('findings', 'slow', SILENT, {
    shown: page => fleet(page).getByText('The backend is slow to answer'),
  }),
  place('nonsense', 'no such tab', known(), {
    shown: page =>
      fleet(page).getByRole('heading', { name: 'This page does not exist' }),
  }),
  place('roles', 'drawer: not found', known(), {
    path: '/irsa/roles?open=nobody',
    shown: page => page.getByRole('dialog').getByText('Not found: Role'),
  }),
  place(ASKED.access!, 'answered', known(), {
    shown: page => page.getByRole('heading', { name: /can do/ }),
  }),
  place(ASKED.graph!, 'answered', known(), {
    shown: page => page.getByRole('region', { name: 'Best edge to cut' }),
  }),
  place('findings', 'nothing matches', known(), {
    path: '/irsa/findings?q=nothing-of-this-name',
    shown: page => fleet(page).getByRole('button', { name: /^Show all/ }),
  }),
  place('findings', 'dialog: accept', known(), {
    open: async page => {
      await openRow(page);
      await press(page, /^Accept/);
      await page.getByRole('dialog').last().getByRole('button').last().click();
    },
    shown: page => page.getByRole('dialog').last().getByRole('alert').first(),
  }),
  place('findings', 'menu: filter', known(), {
    open: async page => {
      await openMenu(page, 'Filter');
      await page.getByRole('menuitem', { name: 'Severity' }).click();
    },
    shown: page => page.getByRole('menuitemcheckbox', { name: /^Critical/ }),
  }),
  place('findings', 'menu: views', known(), {
    open: page => openMenu(page, 'Views'),
    shown: page => page.getByRole('menuitem', { name: 'Save this view' }),
  }),
  place('findings', 'by check', known(), {
    path: '/irsa/findings?grouped=true',
    shown: page => page.getByRole('grid', { name: 'Group by check' }),
  }),
  place('findings', 'rows selected', known(), {
    open: page => page.getByRole('checkbox').nth(1).check({ force: true }),
    shown: page => page.getByRole('region', { name: 'Selection' }),
  }),
  place('roles', 'menu: columns', known(), {
    open: page => openMenu(page, 'Columns'),
    shown: page => page.getByRole('menuitemcheckbox').first(),
  }),
  place('roles', 'menu: export', known(), {
    open: page => openMenu(page, 'Export'),
    shown: page => page.getByRole('menuitem', { name: /^JSON/ }),
  }),
  place(
    'overview',
    'not allowed',
    {
      ...REFUSING,
      refused: ['irsa.governance.read', 'irsa.approval.decide'],
    },
    {
      page: 'Fleet',
      path: '/irsa',
      shown: page => fleet(page).getByRole('heading').first(),
      always: true,
    },
  ),
];
