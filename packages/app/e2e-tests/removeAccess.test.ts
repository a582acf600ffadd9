import { expect } from '@playwright/test';
import { signIn } from './api';
import { expectNothingSerious } from './axe';
import { shoot } from './images';
import { go, inEachScheme } from './visit';
import { test } from './test';

const SERVICE = 'storefront';

test.describe.configure({ mode: 'serial' });

async function makeAccess() {
  const send = await signIn();
  const { status, body } = await send('PUT', '/api/irsa/v1/service-accounts', {
    spec: {
      entityRef: `component:default/${SERVICE}`,
      cluster: 'prod-eu',
      namespace: 'shop',
      name: SERVICE,
      grants: [{ service: 's3', access: 'read', resource: 'shop-assets' }],
    },
  });
  expect(status, JSON.stringify(body)).toBe(200);
}

test.beforeAll(makeAccess);

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

test('the dialog shows what is deleted and what is kept before removal', async ({
  page,
}) => {
  await inEachScheme(page, async colorScheme => {
    await go(page, `/catalog/default/component/${SERVICE}/aws-access`);
    await page.getByRole('button', { name: 'Remove AWS access…' }).click();
    const dialog = page.getByRole('dialog', { name: /^Remove the AWS access/ });
    await expect(
      dialog.getByRole('list', { name: 'Resources to delete' }),
    ).toContainText(/Delete role storefront-/);
    await expect(
      dialog.getByRole('list', { name: 'Resources to keep' }),
    ).toContainText('neither is ever deleted');
    await expect(dialog.getByRole('button', { name: 'Remove' })).toBeDisabled();
    await shoot(dialog, `remove-access-${colorScheme}`);
    await expectNothingSerious(page, ['[role=dialog]']);
  });
});

test('AWS access is removed step by step after its name is typed, and nothing is left', async ({
  page,
}) => {
  await go(page, `/catalog/default/component/${SERVICE}/aws-access`);
  await page.getByRole('button', { name: 'Remove AWS access…' }).click();
  const dialog = page.getByRole('dialog', { name: /^Remove the AWS access/ });
  await dialog
    .getByRole('textbox', { name: `Type ${SERVICE} to confirm` })
    .fill(SERVICE);
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(dialog.getByText('AWS access removed.')).toBeVisible();
  await expect(
    dialog.getByRole('list', { name: 'Removal steps' }),
  ).toContainText(/Deleted role storefront-.* \(Succeeded\)/);
  await expectNothingSerious(page, ['[role=dialog]']);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(
    page.getByText('This component has no AWS access that you can read.'),
  ).toBeVisible();
});
