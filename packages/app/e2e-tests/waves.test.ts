import { expect, type Page } from '@playwright/test';
import { signIn } from './api';
import { expectNothingSerious } from './axe';
import { shoot } from './images';
import { expectToFit, go, inEachScheme } from './visit';
import { test } from './test';

test.describe.configure({ mode: 'serial' });

const NAMESPACE = 'waves';
const NAMES = ['wave-cart', 'wave-search', 'wave-stock'];
const API = '/api/irsa/v1';

test.beforeAll(async () => {
  const send = await signIn();
  for (const name of NAMES) {
    const { status, body } = await send('PUT', `${API}/service-accounts`, {
      spec: {
        ...{ entityRef: `component:default/${name}`, cluster: 'prod-eu' },
        ...{ owner: 'group:default/guests', namespace: NAMESPACE, name },
        grants: [{ service: 's3', access: 'read', resource: `of-${name}` }],
      },
    });
    expect(status, JSON.stringify(body)).toBe(200);
  }
});

test.afterAll(async () => {
  const send = await signIn();
  for (const cluster of ['prod-eu', 'staging-eu']) {
    const { body } = await send(
      'GET',
      `${API}/service-accounts?cluster=${cluster}&namespace=${NAMESPACE}`,
    );
    for (const { id } of body.items) {
      await send('DELETE', `${API}/service-accounts/${id}`);
    }
  }
});

async function choose(page: Page, label: RegExp, option: string) {
  await page.getByRole('dialog').getByRole('button', { name: label }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

test('a wave is planned, started, tracked, and undone', async ({ page }) => {
  await go(page, '/irsa/waves');
  await page.getByRole('button', { name: 'New wave…' }).click();
  const dialog = page.getByRole('dialog');
  await choose(page, /Cluster$/, 'prod-eu');
  await choose(page, /To cluster$/, 'staging-eu');
  await dialog.getByLabel('Namespace (optional)').fill(NAMESPACE);
  await shoot(dialog, 'wave-new');
  await dialog.getByRole('button', { name: 'Plan' }).click();
  await expect(page).toHaveURL(/wave=/);
  const main = page.getByRole('main');
  await expect(main).toContainText('Pending: 3');
  const table = page.getByRole('grid', {
    name: 'IAM service accounts of the wave',
  });
  await expect(table.getByRole('row')).toHaveCount(4);
  const [, path] = page.url().split(/(?=\/irsa\/waves)/);

  await inEachScheme(page, async colorScheme => {
    await go(page, path);
    await expect(main).toContainText('Pending: 3');
    await shoot(page, `wave-planned-${colorScheme}`);
    await expectNothingSerious(page, ['main']);
  });
  await page.getByRole('button', { name: 'Start…' }).click();
  await dialog
    .getByRole('button', { name: 'Change 3 IAM service accounts' })
    .click();
  await expect(main).toContainText('Running');
  await expect(main).toContainText('Succeeded: 3', { timeout: 60_000 });
  await shoot(page, 'wave-done');

  await page.setViewportSize({ width: 390, height: 844 });
  await expectToFit(page);
  await page.setViewportSize({ width: 1280, height: 900 });

  await page.getByRole('button', { name: 'Undo…' }).click();
  await dialog.getByRole('button', { name: 'Undo' }).click();
  await expect(main).toContainText('Undone: 3', { timeout: 60_000 });
});
