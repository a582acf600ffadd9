import { expect, type Page } from '@playwright/test';
import { signIn } from './api';
import { expectNothingSerious } from './axe';
import { scanAll } from './scanned';
import { test } from './test';
import { go } from './visit';

const MAIN = ['[data-testid=fleet]'];
const AT_ONCE = 5;
const TEAMS = ['group:default/data', 'group:default/payments'];
const REASON = 'It is on its way out, until the end of the month.';

test.beforeAll(scanAll);

/** Returns the rows of the findings table after they are loaded. */
async function rowsOf(page: Page): Promise<string[]> {
  const table = page.getByRole('grid', { name: 'Findings', exact: true });
  await expect(page.getByText(/^1 to \d+ of \d+$/).first()).toBeVisible();
  return table.getByRole('rowheader').allInnerTexts();
}

/** Chooses values of a filter in its menu. */
async function filter(page: Page, name: string, values: RegExp[]) {
  for (const value of values) {
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByRole('menuitem', { name, exact: true }).click();
    const item = page.getByRole('menuitemcheckbox', { name: value });
    await item.click();
    await expect(item).toHaveAttribute('aria-checked', 'true');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toHaveCount(0);
  }
}

test('the most severe findings of two teams are listed, five are accepted at once, and the URL restores the list', async ({
  page,
}) => {
  const send = await signIn();
  const query = `severity=critical,high&owner=${TEAMS.join(',')}`;
  const list = async () =>
    (await send('GET', `/api/irsa/v1/findings?${query}`)).body;
  const before = await list();
  expect(before.total).toBeGreaterThanOrEqual(AT_ONCE);

  await go(page, '/irsa/findings');
  await filter(page, 'Severity', [/^Critical/, /^High/]);
  await filter(
    page,
    'Owner',
    TEAMS.map(team => new RegExp(`^${team} \\(`)),
  );
  await expect(
    page.getByText(new RegExp(`^1 to \\d+ of ${before.total}$`)).first(),
  ).toBeVisible();
  await expectNothingSerious(page, MAIN);
  const found = await rowsOf(page);
  await page.reload();
  await expect.poll(() => rowsOf(page)).toEqual(found);

  const table = page.getByRole('grid', { name: 'Findings', exact: true });
  const boxes = table.getByRole('checkbox');
  for (let row = 1; row <= AT_ONCE; row += 1) {
    // The visible check mark covers the input element.
    await boxes.nth(row).check({ force: true });
  }
  const selection = page.getByRole('region', { name: 'Selection' });
  await expect(selection.getByRole('status')).toHaveText('5 selected');
  await expect(
    selection.getByRole('link', { name: 'Create issue' }),
  ).toHaveAttribute('href', /^https:\/\/github\.com\/.*issues\/new\?title=/);
  await expectNothingSerious(page, MAIN);
  await selection.getByRole('button', { name: 'Accept' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: /Reason/ }).fill(REASON);
  await dialog.getByRole('button', { name: 'Accept' }).click();
  await expect(selection).toBeHidden();
  await expect
    .poll(async () => (await list()).total)
    .toBe(before.total - AT_ONCE);

  const { body: accepted } = await send(
    'GET',
    `/api/irsa/v1/findings?state=accepted&${query}`,
  );
  const ours = accepted.items.filter(
    ({ acceptance }: { acceptance: { reason: string } }) =>
      acceptance.reason === REASON,
  );
  expect(ours).toHaveLength(AT_ONCE);
  for (const { id } of ours) {
    await send('DELETE', `/api/irsa/v1/findings/${id}/acceptance`);
  }
});

test('findings are grouped by check, with the reason for their severity', async ({
  page,
}) => {
  await go(page, '/irsa/findings');
  await page.getByRole('button', { name: 'Group by check' }).click();
  const groups = page.getByRole('grid', { name: 'Group by check' });
  await groups.getByRole('row').nth(1).focus();
  await expectNothingSerious(page, MAIN);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/check=/);
  await rowsOf(page);
  const table = page.getByRole('grid', { name: 'Findings', exact: true });
  await table.getByRole('row').nth(1).focus();
  await page.keyboard.press('Enter');
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByText(/^Why (Critical|High)/)).toBeVisible();
  await expectNothingSerious(page, ['[role=dialog]']);
});
