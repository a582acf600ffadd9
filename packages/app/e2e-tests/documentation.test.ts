import { expect } from '@playwright/test';
import { test } from './test';
import { go } from './visit';

const DOCS = '/docs/default/component/irsa-for-backstage';

test('the app shows the documentation page by page', async ({ page }) => {
  await go(page, DOCS);
  await expect(
    page.getByRole('heading', { name: 'Where to start' }),
  ).toBeVisible();
  await page
    .getByRole('article')
    .getByRole('link', { name: 'Diagnose', exact: true })
    .click();
  await expect(
    page.getByRole('heading', { name: '1. Read the status' }),
  ).toBeVisible();
  // A blocked or missing image has no size.
  await expect(
    page.getByRole('img', { name: 'The card with a broken link' }),
  ).not.toHaveJSProperty('naturalWidth', 0);

  await go(page, `${DOCS}/reference/checks/trust-policy/`);
  await page
    .getByRole('article')
    .getByRole('link', { name: 'wrong-subject', exact: true })
    .click();
  await expect(
    page.getByRole('heading', { name: 'wrong-subject', exact: true }),
  ).toBeInViewport();
});
