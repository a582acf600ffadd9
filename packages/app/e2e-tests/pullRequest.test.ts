import { expect, type Page } from '@playwright/test';
import { signIn, writesOf } from './api';
import { expectNothingSerious } from './axe';
import { chooseNamespace } from './forms';
import { shoot } from './images';
import { go, inEachScheme } from './visit';
import { test } from './test';

test.describe.configure({ mode: 'serial' });

const SERVICE = 'exports';
const PREVIEW = { name: 'Files of the pull request' };

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

async function fillIn(page: Page) {
  await go(page, '/create/templates/default/service-with-s3');
  await page.getByLabel('Name').fill(SERVICE);
  await page.getByRole('textbox', { name: 'Owner' }).fill('guests');
  await page.getByRole('option', { name: /guests/i }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByLabel('Cluster').first().click();
  await page.getByRole('option', { name: /prod-eu/ }).click();
  await chooseNamespace(page, 'shop');
  await page.getByRole('textbox', { name: 'Bucket' }).fill('shop-exports');
  await page.getByRole('radio', { name: 'Open a pull request' }).click();
  await page.getByRole('button', { name: 'Next' }).click();
}

test('choosing a pull request previews its files before the request', async ({
  page,
}) => {
  await inEachScheme(page, async colorScheme => {
    await fillIn(page);
    const preview = page.getByRole('region', PREVIEW);
    await expect(
      preview.getByRole('tab', { name: 'prod-eu_shop_exports.tf' }),
    ).toBeVisible();
    await expect(
      preview.getByText(/resource "aws_iam_role" "prod-eu_shop_exports"/),
    ).toBeVisible();
    await shoot(preview, `pull-request-files-${colorScheme}`);
    await expectNothingSerious(page, [`[aria-label="${PREVIEW.name}"]`]);
  });
});

test('a pull request is requested, nothing is created, and its component is pending', async ({
  page,
}) => {
  const since = new Date();
  await fillIn(page);
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  // The result appears immediately, with the next steps.
  await expect(page.getByText(/The change waits in/).first()).toBeVisible();
  await expect(page.getByText('What to do next')).toBeVisible();
  await page.getByRole('button', { name: 'Open the component' }).click();
  const card = page.getByRole('region', { name: 'AWS access' });
  await expect(
    card.getByText(/^Pending delivery: requested as Terraform/),
  ).toBeVisible();
  await expect(card.getByText('Broken', { exact: true })).toHaveCount(0);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await shoot(card, `card-waiting-${colorScheme}`);
    await expectNothingSerious(page, ['[aria-label="Pending delivery"]']);
  }
  expect(await writesOf(SERVICE, since)).toEqual([]);
});
