import { expect, type Page } from '@playwright/test';
import { runTemplate, signIn } from './api';
import { expectNothingSerious } from './axe';
import { shoot } from './images';
import { expectToFit, go, inEachScheme } from './visit';
import { test } from './test';

test.describe.configure({ mode: 'serial' });

const SERVICE = 'movable';
const TAB = `/catalog/default/component/${SERVICE}/aws-access`;
const DIALOG = { name: /^Migrate prod-eu · shop\/movable/ };

test.beforeAll(async () => {
  const { status, log } = await runTemplate({
    ...{ name: SERVICE, owner: 'group:default/guests', cluster: 'prod-eu' },
    ...{ namespace: 'shop', bucket: 'shop-movable', access: 'read' },
  });
  expect(status, log).toBe('completed');
});

test.afterAll(async () => {
  const send = await signIn();
  const { body } = await send(
    'GET',
    `/api/irsa/v1/entities/component/default/${SERVICE}/service-accounts`,
  );
  for (const { id } of body.items) {
    await send('DELETE', `/api/irsa/v1/service-accounts/${id}`);
  }
});

async function openFleet(page: Page, query = '') {
  await go(page, `/irsa/migration${query}`);
  const table = page.getByRole('grid', { name: 'IAM service accounts' });
  await expect(table).toBeVisible();
  return table;
}

test('the fleet shows migration progress with a filter', async ({ page }) => {
  await inEachScheme(page, async colorScheme => {
    await go(page, '/irsa/migration');
    await expect(
      page.getByRole('heading', {
        name: /IAM service accounts? uses? EKS Pod/,
      }),
    ).toBeVisible();
    await expect(page.getByRole('list', { name: 'By cluster' })).toContainText(
      /by EKS Pod Identity · \d+ in progress · \d+ by IRSA/,
    );
    const table = page.getByRole('grid', { name: 'IAM service accounts' });
    await expect(table).toBeVisible();
    await shoot(page, `migration-fleet-${colorScheme}`);
    await page.getByRole('radio', { name: 'IRSA', exact: true }).click();
    await expect(page).toHaveURL(/stage=irsa/);
    await expect(
      table.getByText('IRSA', { exact: true }).first(),
    ).toBeVisible();
    await expect(
      table.getByText('EKS Pod Identity', { exact: true }),
    ).toHaveCount(0);
    // The header above belongs to the app.
    await expectNothingSerious(page, [
      '[aria-label="By cluster"]',
      '[aria-label="Filters"]',
      '[aria-label="IAM service accounts"]',
    ]);
  });
});

test('a migration is previewed before it starts', async ({ page }) => {
  await inEachScheme(page, async colorScheme => {
    await go(page, TAB);
    await page
      .getByRole('button', { name: 'Migrate to EKS Pod Identity…' })
      .click();
    const dialog = page.getByRole('dialog', DIALOG);
    const changes = dialog.getByRole('list', { name: 'What changes now' });
    await expect(changes).toContainText('Create EKS Pod Identity association');
    await shoot(dialog, `migration-dialog-${colorScheme}`);
    await expectNothingSerious(page, ['[role=dialog]']);
  });
});

test('the migration page fits a narrow window', async ({ page }) => {
  await page.setViewportSize({ width: 420, height: 800 });
  await openFleet(page);
  await shoot(page, 'migration-narrow');
  await expectToFit(page);
});

test('a migration runs, and the fleet links to it', async ({ page }) => {
  await go(page, TAB);
  await page
    .getByRole('button', { name: 'Migrate to EKS Pod Identity…' })
    .click();
  const dialog = page.getByRole('dialog', DIALOG);
  await dialog.getByRole('button', { name: 'Migrate' }).click();
  await expect(dialog.getByText('Migration applied.')).toBeVisible();
  await expect(dialog.getByText('No pod needs a restart.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).last().click();

  const table = await openFleet(page, '?stage=pod-identity&cluster=prod-eu');
  await table.getByRole('link', { name: 'prod-eu · shop/movable' }).click();
  await expect(page.getByText('by EKS Pod Identity')).toBeVisible();
  await expect(
    page.getByRole('button', { name: 'Migrate back to IRSA…' }),
  ).toBeVisible();
});
