import { expect, type Page } from '@playwright/test';
import { runTemplate, signIn, writesOf } from './api';
import { expectNothingSerious } from './axe';
import { chooseNamespace } from './forms';
import { shoot } from './images';
import { go, inEachScheme } from './visit';
import { test } from './test';

// In this namespace, app-config.e2e.yaml allows the guests only a few AWS resources.
const PLACE = { cluster: 'prod-eu', namespace: 'platform' };
const BUCKETS = 'arn:aws:s3:::guests-*';

async function pickPlace(page: Page) {
  await page.getByLabel('Cluster').first().click();
  await page.getByRole('option', { name: /prod-eu/ }).click();
  await chooseNamespace(page, PLACE.namespace);
}

async function next(page: Page) {
  await page.getByRole('button', { name: 'Next' }).click();
}

test('a bucket outside the rule is refused at its field', async ({ page }) => {
  await inEachScheme(page, async colorScheme => {
    await go(page, '/create/templates/default/service-with-s3');
    await page.getByRole('textbox', { name: 'Name' }).fill('stranger');
    await page.getByRole('textbox', { name: 'Owner' }).fill('guests');
    await page.getByRole('option', { name: /guests/i }).click();
    await next(page);
    await pickPlace(page);
    const bucket = page.getByRole('textbox', { name: 'Bucket' });
    await expect(
      page.getByText(`these AWS resources: ${BUCKETS}`),
    ).toBeVisible();
    await shoot(page, `resource-allowed-${colorScheme}`);

    await bucket.fill('orders-uploads');
    const alert = page.getByRole('alert').filter({ hasText: 'You cannot use' });
    await expect(alert).toContainText(
      `You cannot use bucket orders-uploads from namespace platform. Use one that matches ${BUCKETS}, or ask`,
    );
    await expect(bucket).toHaveAttribute('aria-invalid', 'true');
    await shoot(page, `resource-refused-${colorScheme}`);
    await expectNothingSerious(page, ['form']);
    // The browser does not submit a form with an invalid field.
    await page.getByRole('button', { name: 'Review' }).click();
    await expect(bucket).toBeFocused();
    await expect(
      page.getByRole('button', { name: 'Create', exact: true }),
    ).toHaveCount(0);

    await bucket.fill('guests-uploads');
    await expect(alert).toHaveCount(0);
    await page.getByRole('button', { name: 'Review' }).click();
    await expect(
      page.getByRole('button', { name: 'Create', exact: true }),
    ).toBeVisible();
  });
});

test('a grant outside the rule is refused at its row and in the plan', async ({
  page,
}) => {
  await inEachScheme(page, async colorScheme => {
    await go(page, '/create/templates/default/add-aws-access');
    await page.getByRole('textbox', { name: 'Component' }).fill('storefront');
    await page.getByRole('option', { name: /storefront/i }).click();
    await pickPlace(page);
    await next(page);
    const row = page.getByRole('group', { name: 'Access 1' });
    await row.getByRole('textbox', { name: /bucket/ }).fill('orders-uploads');
    await expect(row.getByRole('alert')).toContainText(
      'You cannot use bucket orders-uploads from namespace platform.',
    );
    const preview = page.getByRole('region', { name: 'Planned changes' });
    await expect(preview.getByRole('alert')).toContainText(
      /Access 1: Bucket "orders-uploads" .* is not among the AWS resources that group:default\/guests may use/,
    );
    await shoot(page, `grant-refused-${colorScheme}`);
    await expectNothingSerious(page, [
      '[role=group][aria-label="Access 1"]',
      '[aria-label="Planned changes"]',
    ]);
    await page.getByRole('button', { name: 'Review' }).click();
    await expect(
      page.getByRole('button', { name: 'Create', exact: true }),
    ).toHaveCount(0);
  });
});

test('the template and the API refuse a bucket outside the rule before the first write', async () => {
  const since = new Date();
  const bucket = 'orders-uploads';
  const task = await runTemplate({
    ...{ name: 'stranger', owner: 'group:default/guests', ...PLACE },
    ...{ bucket, access: 'read' },
  });
  expect(task.status).not.toBe('completed');
  expect(task.log).toContain('is not among the AWS resources');

  const send = await signIn();
  const { status, body } = await send('PUT', '/api/irsa/v1/service-accounts', {
    spec: {
      entityRef: 'component:default/stranger',
      ...{ owner: 'group:default/guests', name: 'stranger', ...PLACE },
      grants: [{ service: 's3', access: 'read', resource: bucket }],
    },
  });
  expect(status).toBe(400);
  expect(body.error.message).toContain('grants[0].resource');
  expect(await writesOf('stranger', since)).toEqual([]);
});
