import { expect, test, type Page } from '@playwright/test';
import path from 'node:path';

/** Screenshots go to the documentation when asked for, and beside the results otherwise. */
const images = process.env.IRSA_DOCS_IMAGES
  ? path.resolve(__dirname, '../../../docs/images')
  : path.resolve(__dirname, '../../../test-results/images');

async function enter(page: Page, address: string) {
  await page.goto(address);
  const button = page.getByRole('button', { name: 'Enter' });
  const nav = page.getByRole('navigation', { name: 'sidebar nav' });
  await expect(button.or(nav).first()).toBeVisible();
  if (await button.isVisible()) await button.click();
  await expect(nav).toBeVisible();
}

async function choose(page: Page, label: RegExp, option: string | RegExp) {
  await page.getByLabel(label).first().click();
  await page.getByRole('option', { name: option }).first().click();
}

test('a developer fills in the template and reads "Verified" on the new component', async ({
  page,
}) => {
  await enter(page, '/create');
  await page
    .getByText('Service with S3 access')
    .first()
    .waitFor({ state: 'visible' });
  await page.goto('/create/templates/default/service-with-s3');

  await page.getByLabel(/^Name/).fill('invoices');
  await choose(page, /^Owner/, /guests/i);
  await choose(page, /^Cluster/, /prod-eu/);
  await page.getByLabel(/^Namespace/).fill('production');
  await page.getByLabel(/^Bucket/).fill('invoices-archive');
  await choose(page, /^Access/, /read and write/i);
  await page.screenshot({ path: path.join(images, 'template-form.png') });

  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Create' }).click();

  await expect(page.getByText(/Created role/).first()).toBeVisible();
  const open = page.getByRole('link', { name: /open the component/i });
  await expect(open).toBeVisible();
  await page.screenshot({ path: path.join(images, 'template-log.png') });

  await open.click();
  const card = page.getByRole('region', { name: 'AWS access' });
  await expect(card.getByText('Verified')).toBeVisible();
  await expect(card.getByText(/invoices-archive/).first()).toBeVisible();
  await card.screenshot({ path: path.join(images, 'card-light.png') });

  await card.getByRole('button', { name: /verify now/i }).click();
  await expect(card.getByText('Verified')).toBeVisible();

  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(card.getByText('Verified')).toBeVisible();
  await card.screenshot({ path: path.join(images, 'card-dark.png') });
});
