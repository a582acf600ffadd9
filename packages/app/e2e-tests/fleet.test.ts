import { expect, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { expectNothingSerious } from './axe';
import { shoot } from './images';
import { expectToFit, go, inEachScheme } from './visit';
import { scanAll } from './scanned';
import { test } from './test';

// The header above belongs to the app.
const MAIN = ['[data-testid=fleet]'];

test.beforeAll(scanAll);

async function openTable(page: Page, path: string, name: string) {
  await go(page, `/irsa/${path}`);
  const table = page.getByRole('grid', { name, exact: true });
  await expect(table).toBeVisible();
  await expect(page.getByText(/^1 to \d+ of \d+$/).first()).toBeVisible();
  return table;
}

test('overview numbers link to the rows behind them', async ({ page }) => {
  await inEachScheme(page, async colorScheme => {
    await go(page, '/irsa');
    await expect(page).toHaveURL(/\/irsa\/overview$/);
    const numbers = page.getByRole('list', { name: 'Numbers' });
    await expect(numbers).toBeVisible();
    await shoot(page, `fleet-overview-${colorScheme}`);
    await page.getByText('7 days', { exact: true }).click();
    await expect(page).toHaveURL(/\?days=7$/);
    await page.getByRole('button', { name: 'Trends as a table' }).click();
    await expect(
      page.getByRole('grid', { name: 'Trends as a table' }),
    ).toBeVisible();
    await expectNothingSerious(page, MAIN);
    await numbers
      .getByRole('link', { name: /broken, Service accounts/ })
      .click();
    await expect(page).toHaveURL(/service-accounts\?status=broken$/);
    await expect(
      page.getByRole('row', { name: 'Status: Broken' }),
    ).toBeVisible();
  });
});

test('findings can be filtered, and opened by keyboard', async ({ page }) => {
  await inEachScheme(page, async colorScheme => {
    const table = await openTable(page, 'findings?severity=high', 'Findings');
    await shoot(page, `fleet-findings-${colorScheme}`);
    await expectNothingSerious(page, MAIN);
    await table.getByRole('row').nth(1).focus();
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('dialog');
    await expect(
      drawer.getByRole('heading', { name: 'Resource' }),
    ).toBeVisible();
    await expect(page).toHaveURL(/open=/);
    await shoot(page, `fleet-finding-${colorScheme}`);
    await expectNothingSerious(page, ['[role=dialog]']);
    await page.keyboard.press('Escape');
    await expect(drawer).toBeHidden();
    await expect(page).not.toHaveURL(/open=/);
  });
});

test('opening a service account shows its chain', async ({ page }) => {
  await inEachScheme(page, async colorScheme => {
    const table = await openTable(
      page,
      'service-accounts?status=verified',
      'Service accounts',
    );
    await shoot(page, `fleet-service-accounts-${colorScheme}`);
    await expectNothingSerious(page, MAIN);
    await table.getByRole('row').nth(1).focus();
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('dialog');
    await expect(
      drawer.getByRole('heading', { name: 'Permissions', exact: true }),
    ).toBeVisible();
    await shoot(page, `fleet-service-account-${colorScheme}`);
    await expectNothingSerious(page, ['[role=dialog]']);
  });
});

test('opening a role shows its blast radius', async ({ page }) => {
  await inEachScheme(page, async colorScheme => {
    const table = await openTable(
      page,
      'roles?use=service-account&sort=risk&order=desc',
      'Roles',
    );
    await table.getByRole('row').nth(1).focus();
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('dialog');
    await expect(
      drawer.getByRole('region', { name: 'Blast radius' }),
    ).toBeVisible();
    await shoot(page, `fleet-role-${colorScheme}`);
    await expectNothingSerious(page, ['[role=dialog]']);
  });
});

test('opening a node role shows the plan that removes its excess policies', async ({
  page,
}) => {
  await inEachScheme(page, async colorScheme => {
    const table = await openTable(page, 'node-roles', 'Node roles');
    await expectNothingSerious(page, MAIN);
    await table.getByRole('row').nth(1).focus();
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('dialog');
    await expect(
      drawer.getByRole('heading', { name: 'Remove excess permissions' }),
    ).toBeVisible();
    await shoot(page, `fleet-node-role-${colorScheme}`);
    await expectNothingSerious(page, ['[role=dialog]']);
  });
});

test('"Who can …?" is answered, with a link', async ({ page }) => {
  await inEachScheme(page, async colorScheme => {
    await go(page, '/irsa/access');
    await page.getByRole('combobox', { name: /Action/ }).fill('s3:getobj');
    await page
      .getByRole('option', { name: /^s3:GetObject\b/ })
      .first()
      .click();
    await page
      .getByRole('textbox', { name: /Resource/ })
      .fill('arn:aws:s3:::orders-uploads/invoice.pdf');
    await page.getByRole('button', { name: 'Ask' }).click();
    await expect(
      page.getByRole('heading', { name: /can do s3:GetObject on/ }),
    ).toBeVisible();
    await expect(page).toHaveURL(/action=s3%3AGetObject&resource=/);
    await shoot(page, `fleet-access-${colorScheme}`);
    await expectNothingSerious(page, MAIN);
  });
});

test('"Who can …?" lists users, people, services, and accounts, with their paths', async ({
  page,
}) => {
  await inEachScheme(page, async colorScheme => {
    const resource = 'arn:aws:s3:::shop-assets/logo.png';
    await go(page, `/irsa/access?action=s3:GetObject&resource=${resource}`);
    const of = (name: string) => page.getByRole('list', { name, exact: true });
    await expect(of('Users')).toContainText('group developers');
    await expect(of('People')).toContainText('Permission set Analyst');
    await expect(of('AWS services')).toContainText('lambda.amazonaws.com');
    await expect(of('Other accounts')).toContainText('sts:ExternalId');
    await shoot(page, `fleet-access-kinds-${colorScheme}`);
    await expectNothingSerious(page, MAIN);

    const kinds = page.getByRole('radiogroup', { name: 'Kinds' });
    const names = await kinds.getByRole('radio').allTextContents();
    await kinds.getByRole('radio', { name: /^All/ }).focus();
    const presses = names.findIndex(name => name.startsWith('Users'));
    for (let done = 0; done < presses; done += 1) {
      await page.keyboard.press('ArrowRight');
    }
    await page.keyboard.press('Space');
    await expect(page).toHaveURL(/kind=user/);
    await expect(of('Users')).toBeVisible();
    await expect(of('Pods')).toHaveCount(0);
  });
});

test('the graph of a service shows the best edge to cut, and its list can be used by keyboard', async ({
  page,
}) => {
  const component = 'component:default/orders-api';
  await inEachScheme(page, async colorScheme => {
    await go(page, '/irsa/graph');
    await page
      .getByRole('combobox', { name: /^Component, namespace/ })
      .fill('orders-api');
    await page.getByRole('option', { name: component }).first().click();
    await expect(page).toHaveURL(/entityRef=component%3Adefault%2Forders-api/);
    const note = page.getByRole('region', { name: 'Best edge to cut' });
    await expect(note).toContainText(/cuts \d+ of \d+ paths/);
    await expect(page.getByTestId('graph-picture')).toContainText('Cut here');
    await shoot(page, `fleet-graph-${colorScheme}`);
    await expectNothingSerious(page, MAIN);

    const name = 'Show paths through Group on-call';
    await page.getByRole('button', { name }).first().focus();
    await page.keyboard.press('Enter');
    await expect(
      page.getByText('Only paths through Group on-call'),
    ).toBeVisible();
    await expect(page.getByRole('list', { name: 'Workloads' })).toHaveCount(0);
    await expectNothingSerious(page, MAIN);
  });
});

test('the clusters show how current they are', async ({ page }) => {
  await inEachScheme(page, async colorScheme => {
    await go(page, '/irsa/clusters');
    await expect(
      page.getByRole('list', { name: 'Clusters', exact: true }),
    ).toContainText('prod-eu');
    await shoot(page, `fleet-clusters-${colorScheme}`);
    await expectNothingSerious(page, MAIN);
  });
});

test('a table is exported with its filters', async ({ page }) => {
  await openTable(page, 'roles?use=service-account', 'Roles');
  await page.getByRole('button', { name: 'Export' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: /^JSON/ }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('roles.json');
  const rows = JSON.parse(await readFile(await file.path(), 'utf8'));
  expect(rows.length).toBeGreaterThan(0);
});

for (const [path, shown] of [
  ['overview', 'Open findings by severity'],
  ['service-accounts', /^1 to \d+ of/],
  ['findings', /^1 to \d+ of/],
  ['clusters', 'AWS accounts (2)'],
  ['graph?cluster=prod-eu&namespace=production', /^Best edge to cut/],
] as const) {
  test(`${path} fits a narrow window`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 900 });
    await go(page, `/irsa/${path}`);
    await expect(page.getByText(shown).first()).toBeVisible();
    await shoot(page, `fleet-${path.split('?')[0]}-narrow`);
    await expectToFit(page);
  });
}

test('a narrow window has a menu of the tabs, and expandable cards', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 900 });
  await go(page, '/irsa/findings');
  await page
    .getByRole('navigation', { name: 'Pages of AWS access' })
    .getByRole('button', { name: 'Findings' })
    .click();
  await page.getByRole('menuitem', { name: 'Service accounts' }).click();
  const card = page
    .getByRole('grid', { name: 'Service accounts' })
    .getByRole('row')
    .nth(1);
  const more = card.getByRole('button', { name: /^3 more/ });
  await more.click();
  await expect(card.getByRole('gridcell').last()).toHaveCSS(
    'clip-path',
    'none',
  );
  await expectToFit(page);
  await expectNothingSerious(page, MAIN);
  await card.click({ position: { x: 4, y: 4 } });
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectToFit(page);
  await expectNothingSerious(page, ['[role=dialog]']);
});
