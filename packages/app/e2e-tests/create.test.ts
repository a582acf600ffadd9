import { expect, type Page } from '@playwright/test';
import { chooseNamespace } from './forms';
import { shoot } from './images';
import { test } from './test';
import { go } from './visit';

async function choose(page: Page, label: string, option: RegExp) {
  await page.getByLabel(label).first().click();
  await page.getByRole('option', { name: option }).first().click();
}

async function fillIn(page: Page) {
  await page.getByLabel('Name').fill('invoices');
  await page.getByRole('textbox', { name: 'Owner' }).fill('guests');
  await page.getByRole('option', { name: /guests/i }).click();
  await page.getByRole('button', { name: 'Next' }).click();

  await choose(page, 'Cluster', /prod-eu/);
  await chooseNamespace(page, 'production');
  await page.getByRole('textbox', { name: 'Bucket' }).fill('invoices-archive');
  await page.getByRole('button', { name: /^Access/ }).click();
  await page.getByRole('option', { name: /^Read and write/ }).click();
  // The menu fades out before it closes.
  await expect(page.locator('[role=listbox]')).toHaveCount(0);
}

test('a developer fills in the template and sees "Verified" on the new component', async ({
  page,
}) => {
  await test.step('choose the template', async () => {
    await go(page, '/create');
    await page
      .locator('.MuiCard-root', { hasText: 'Service with S3 access' })
      .getByRole('button', { name: 'Choose' })
      .click();
    await expect(
      page.getByRole('heading', { name: 'Service with S3 access' }),
    ).toBeVisible();
  });

  await test.step('fill it in', async () => {
    await fillIn(page);
    await shoot(page, 'template-form');
    // A notification can cover the button.
    await page.getByRole('button', { name: 'Review' }).press('Enter');
    await expect(
      page.getByText('invoices-archive', { exact: true }),
    ).toBeVisible();
  });

  const open = page.getByRole('button', { name: 'Open the component' });
  await test.step('run it and read the log of its steps', async () => {
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    await expect(open).toBeVisible();
    // The log scrolls to its end, and renders only visible lines.
    await page.getByText('Finished step Verify the AWS identity').hover();
    await page.mouse.wheel(0, -2_000);
    await expect(
      page.getByText(
        /Created role invoices-\w+ \(trusts production\/invoices in prod-eu\)/,
      ),
    ).toBeVisible();
    await expect(
      page.getByText(/Created ServiceAccount production\/invoices/),
    ).toBeVisible();
    await page.setViewportSize({ width: 1280, height: 1100 });
    // The path of the repository differs between machines.
    await shoot(page, 'template-log', [page.getByText(/file:\/\//)]);
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  const card = page.getByRole('region', { name: 'AWS access' });
  await test.step('open the component and read the card', async () => {
    await open.click();
    await expect(card.getByText('Verified', { exact: true })).toBeVisible();
    await expect(card.getByText(/invoices-archive/).first()).toBeVisible();
    await expect(card.getByText(/Proved by token exchange/)).toBeVisible();
    await shoot(page, 'component-light');
    await shoot(card, 'card-light');
  });

  await test.step('verify again', async () => {
    await card.getByRole('button', { name: 'Verify now' }).click();
    await expect(card.getByText('Verified', { exact: true })).toBeVisible();
  });

  await test.step('see it in dark mode', async () => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.reload();
    await expect(card.getByText('Verified', { exact: true })).toBeVisible();
    await shoot(page, 'component-dark');
    await shoot(card, 'card-dark');
  });
});
