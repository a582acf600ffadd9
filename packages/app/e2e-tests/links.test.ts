import path from 'node:path';
import { expect } from '@playwright/test';
import { CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import { signIn } from './api';
import { expectNothingSerious } from './axe';
import { shoot } from './images';
import { SANDBOX_DIRECTORY } from './product';
import { go, schemesFor } from './visit';
import { test } from './test';

const NAME = 'newsletter-sa';
const NAMESPACE = 'shop';
const COMPONENT = 'component:default/newsletter';
const ROWS = `/api/irsa/v1/fleet/service-accounts?namespace=${NAMESPACE}&q=${NAME}`;
const SCANNED = { timeout: 90_000, intervals: [1_000] };

function cluster(): CoreV1Api {
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromFile(path.join(SANDBOX_DIRECTORY, 'kubeconfig'));
  kubeConfig.setCurrentContext('prod-eu');
  return kubeConfig.makeApiClient(CoreV1Api);
}

async function row() {
  const send = await signIn();
  const { body } = await send('GET', ROWS);
  return body.items[0];
}

test.beforeAll(async () => {
  const role = 'arn:aws:iam::111122223333:role/newsletter-of-terraform';
  await cluster().createNamespacedServiceAccount({
    namespace: NAMESPACE,
    body: {
      metadata: {
        name: NAME,
        annotations: { 'eks.amazonaws.com/role-arn': role },
      },
    },
  });
  const send = await signIn();
  await send('POST', '/api/irsa/v1/scopes/cluster:prod-eu/scans');
  await expect
    .poll(async () => (await row())?.proposedEntity?.entityRef, SCANNED)
    .toBe(COMPONENT);
});

test.afterAll(async () => {
  await cluster().deleteNamespacedServiceAccount({
    namespace: NAMESPACE,
    name: NAME,
  });
});

test('a role of Terraform is linked to its component, shown there, and unlinked', async ({
  page,
}) => {
  const [colorScheme] = schemesFor('links');
  await page.emulateMedia({ colorScheme });
  await go(page, '/irsa/service-accounts?link=proposed');
  await page.getByRole('button', { name: /^Link \d+ proposed/ }).click();
  const dialog = page.getByRole('dialog', { name: /^Link service accounts/ });
  const own = `${NAMESPACE}/${NAME} (prod-eu)`;
  for (const box of await dialog.getByRole('checkbox').all()) {
    await box.press('Space');
  }
  await dialog.getByRole('checkbox', { name: own }).press('Space');
  await expect(
    dialog.getByText(
      `backstage-irsa.dev/service-account: prod-eu/${NAMESPACE}/${NAME}`,
    ),
  ).toBeVisible();
  await shoot(dialog, `links-${colorScheme}`);
  await expectNothingSerious(page, ['[role=dialog]']);
  await dialog.getByRole('button', { name: 'Link 1 service account' }).click();
  await expect(dialog).toHaveCount(0);

  const { id, linkedTo } = await row();
  expect(linkedTo).toBe(COMPONENT);
  await go(page, '/catalog/default/component/newsletter/aws-access');
  await expect(page.getByText(NAME).first()).toBeVisible();

  await go(page, `/irsa/service-accounts?open=${id}`);
  const drawer = page.getByRole('dialog');
  await expect(
    drawer.getByText(`An administrator linked it to ${COMPONENT}.`),
  ).toBeVisible();
  await drawer.getByRole('button', { name: 'Remove link' }).click();
  await expect(drawer.getByRole('button', { name: 'Remove link' })).toHaveCount(
    0,
  );
  expect((await row()).linkedTo).toBeUndefined();
});
