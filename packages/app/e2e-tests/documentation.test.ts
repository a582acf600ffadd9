import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { SANDBOX_DIRECTORY } from './product';

const DOCS = '/docs/default/component/irsa-for-backstage';

test('the documentation is read in the app, page by page', async ({ page }) => {
  const built = path.join(
    SANDBOX_DIRECTORY,
    'techdocs/default/component/irsa-for-backstage/index.html',
  );
  // Debian's mkdocs-material builds it, which not every machine has; CI installs it.
  test.skip(!existsSync(built), 'MkDocs is not installed');

  await page.goto(DOCS);
  await expect(
    page.getByRole('heading', { name: 'Where to begin' }),
  ).toBeVisible();
  await page
    .getByRole('article')
    .getByRole('link', { name: 'For service owners' })
    .click();
  await expect(
    page.getByRole('heading', { name: 'How to read a status' }),
  ).toBeVisible();
  await expect(
    page.getByRole('img', { name: 'The card with a broken link' }),
  ).toHaveJSProperty('complete', true);

  await page.goto(`${DOCS}/checks/trust-policy/`);
  await page
    .getByRole('article')
    .getByRole('link', { name: '3', exact: true })
    .click();
  await expect(
    page.getByRole('heading', {
      name: '3. The trust policy names another namespace or ServiceAccount',
    }),
  ).toBeInViewport();
});
