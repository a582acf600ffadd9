import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import { signIn, writesOf } from './api';
import { expectNothingSerious } from './axe';
import { chooseNamespace } from './forms';
import { shoot } from './images';
import { SANDBOX_DIRECTORY } from './product';
import { go, inEachScheme } from './visit';
import { test } from './test';

const NAME = 'newsletter-chart';
const NAMESPACE = 'shop';
const MANAGED = { 'app.kubernetes.io/managed-by': 'Helm' };

function cluster(): CoreV1Api {
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromFile(path.join(SANDBOX_DIRECTORY, 'kubeconfig'));
  kubeConfig.setCurrentContext('prod-eu');
  return kubeConfig.makeApiClient(CoreV1Api);
}

/** Chooses the component and its ServiceAccount, which a chart manages. */
async function chooseServiceAccount(page: Page) {
  await go(page, '/create/templates/default/add-aws-access');
  await page.getByRole('textbox', { name: 'Component' }).fill('newsletter');
  await page.getByRole('option', { name: /newsletter/i }).click();
  await page.getByLabel('Cluster').first().click();
  await page
    .getByRole('option', { name: /prod-eu/ })
    .first()
    .click();
  await expect(page.locator('[role=listbox]')).toHaveCount(0);
  await chooseNamespace(page, NAMESPACE);
  await page.getByRole('textbox', { name: 'ServiceAccount' }).fill(NAME);
  await page.getByRole('radio', { name: /^Helm, Argo CD or Flux/ }).check();
}

test.beforeAll(async () => {
  await cluster().createNamespacedServiceAccount({
    namespace: NAMESPACE,
    body: { metadata: { name: NAME, labels: MANAGED } },
  });
});

test.afterAll(async () => {
  const send = await signIn();
  const { body } = await send(
    'GET',
    '/api/irsa/v1/entities/component/default/newsletter/service-accounts',
  );
  const made = body.items.filter(({ name }: { name: string }) => name === NAME);
  for (const { id } of made) {
    await send('DELETE', `/api/irsa/v1/service-accounts/${id}`);
  }
  await cluster().deleteNamespacedServiceAccount({
    namespace: NAMESPACE,
    name: NAME,
  });
});

const VALUES = 'deploy/values.yaml';

/** Commits the values of the chart to the component's repository. */
async function publishValues() {
  const repository = path.join(SANDBOX_DIRECTORY, 'repositories/newsletter');
  const file = path.join(repository, VALUES);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(
    file,
    'replicas: 2 # as in staging\nserviceAccount:\n  name: newsletter-chart\n',
  );
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', repository, ...args]);
  git('init', '--quiet', '--initial-branch=main');
  git('add', VALUES);
  const author = ['user.name=Guest', 'user.email=guest@localhost'];
  git(
    ...author.flatMap(setting => ['-c', setting]),
    ...['commit', '--quiet', '--allow-empty', '--message=Add the chart'],
  );
}

test('a pull request shows the changes to the values file of the chart', async ({
  page,
}) => {
  await publishValues();
  await chooseServiceAccount(page);
  await page.getByRole('button', { name: 'Next' }).click();
  const row = page.getByRole('group', { name: 'Access 1' });
  await row.getByRole('textbox', { name: /bucket/ }).fill('newsletter-files');
  await page.getByRole('radio', { name: 'Open a pull request' }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  const field = page.getByLabel('File of the ServiceAccount');
  const preview = page.getByRole('region', {
    name: 'Files of the pull request',
  });
  await field.fill('deploy/none.yaml');
  await expect(preview.getByRole('alert')).toContainText('could not be read');

  await field.fill(VALUES);
  await preview.getByRole('tab', { name: VALUES }).click();
  const values = preview.getByRole('tabpanel');
  await expect(values).toContainText('replicas: 2 # as in staging');
  await expect(values).toContainText(/role-arn: "?arn:aws:iam/);
  await shoot(page, 'existing-values');
  await expectNothingSerious(page, [
    '[aria-label="Files of the pull request"]',
  ]);
});

test('a ServiceAccount of a chart gets a role, and the form shows what to change in the chart', async ({
  page,
}) => {
  await inEachScheme(page, async colorScheme => {
    await chooseServiceAccount(page);
    await shoot(page, `existing-choice-${colorScheme}`);
    await page.getByRole('button', { name: 'Next' }).click();
    const row = page.getByRole('group', { name: 'Access 1' });
    await row.getByRole('textbox', { name: /bucket/ }).fill('newsletter-files');
    const preview = page.getByRole('region', { name: 'Planned changes' });
    await expect(
      preview.getByText('Change where the ServiceAccount is managed'),
    ).toBeVisible();
    await expect(
      preview.getByText(/eks\.amazonaws\.com\/role-arn: "arn:aws:iam/),
    ).toBeVisible();
    await shoot(preview, `existing-patch-${colorScheme}`);
    await expectNothingSerious(page, ['[aria-label="Planned changes"]']);
  });
  const before = new Date();
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  const words = 'Change the ServiceAccount where it is managed';
  await page.getByRole('button', { name: words }).click();
  await expect(page.getByText(/serviceAccount:\s+annotations:/)).toBeVisible();
  await shoot(page, 'existing-created');

  const { metadata } = await cluster().readNamespacedServiceAccount({
    namespace: NAMESPACE,
    name: NAME,
  });
  expect(metadata?.annotations ?? {}).toEqual({});
  expect(metadata?.labels).toEqual(MANAGED);
  const writes = await writesOf(NAME, before);
  expect(writes.map(({ operation }) => operation)).toContain('CreateRole');

  await page.getByRole('button', { name: 'Open the component' }).click();
  const card = page.getByRole('region', { name: 'AWS access' });
  await expect(
    card.getByText(
      'Pending delivery: the ServiceAccount does not name its role yet',
    ),
  ).toBeVisible();
});
