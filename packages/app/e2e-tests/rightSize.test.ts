import { expect, type Page } from '@playwright/test';
import { runTemplate, signIn } from './api';
import { expectNothingSerious } from './axe';
import { shoot } from './images';
import { go, inEachScheme } from './visit';
import { test } from './test';

test.describe.configure({ mode: 'serial' });

/** Created before Backstage, with 6 granted services, of which it uses 2. */
const BY_HAND = '/catalog/default/component/forecast/aws-access/permissions';

/** Created by this test, and too new for high confidence. */
const SERVICE = 'sized';
const OURS = `/catalog/default/component/${SERVICE}/aws-access/permissions`;
const GRANTS = [
  { service: 's3', access: 'read', resource: 'shop-assets' },
  { service: 'sqs', access: 'send', resource: 'orders' },
  { service: 'sns', access: 'publish', resource: 'orders' },
];

test.beforeAll(async () => {
  const { status, log } = await runTemplate({
    ...{ name: SERVICE, owner: 'group:default/guests', cluster: 'prod-eu' },
    ...{ namespace: 'shop', bucket: 'shop-assets', access: 'read' },
  });
  expect(status, log).toBe('completed');
  const send = await signIn();
  const { body } = await send(
    'GET',
    `/api/irsa/v1/entities/component/default/${SERVICE}/service-accounts`,
  );
  const { spec } = body.items[0];
  const applied = await send('PUT', '/api/irsa/v1/service-accounts', {
    spec: { ...spec, grants: GRANTS },
  });
  expect(applied.body.error).toBeUndefined();
});

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

async function find(page: Page, tab: string) {
  await go(page, tab);
  const part = page.getByRole('region', { name: 'Right-size' });
  await part.getByRole('button', { name: 'Find unused access' }).click();
  await expect(
    part.getByRole('list', { name: 'Services that are granted' }),
  ).toBeVisible();
  return part;
}

test('the unused services of a role of the company are shown, with the commands', async ({
  page,
}) => {
  await inEachScheme(page, async colorScheme => {
    const part = await find(page, BY_HAND);
    for (const unused of [
      'Remove DynamoDB',
      'Remove EventBridge',
      'Remove SNS',
      'Remove Secrets Manager',
    ]) {
      const box = part.getByRole('checkbox', { name: unused });
      // It is unknown since when they are granted.
      await expect(box).not.toBeChecked();
      await part.getByText(unused).click();
      await expect(box).toBeChecked();
    }
    await expect(part.getByText('Used', { exact: true })).toHaveCount(2);
    await expect(part.getByText('is not managed by Backstage')).toBeVisible();
    await expect(
      part.getByRole('list', { name: 'Removal commands' }),
    ).toContainText('iam create-policy-version');
    await expect(
      part.getByRole('list', { name: 'Undo commands' }),
    ).toContainText('iam set-default-policy-version');
    await shoot(part, `right-size-by-hand-${colorScheme}`);
    await expectNothingSerious(page, ['section[aria-labelledby]']);
  });
});

test('the proposal fits a narrow window', async ({ page }) => {
  await page.setViewportSize({ width: 420, height: 800 });
  const part = await find(page, BY_HAND);
  await shoot(part, 'right-size-narrow');
  const overflow = await part.evaluate(
    element => element.scrollWidth - element.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(1);
});

async function chooseTopic(page: Page) {
  const part = await find(page, OURS);
  const sns = part.getByRole('checkbox', { name: 'Remove SNS' });
  await expect(sns).not.toBeChecked();
  await expect(
    part.getByText('the role is younger than 90 days').first(),
  ).toBeVisible();
  await expect(
    part.getByText('Choose the permissions to remove.'),
  ).toBeVisible();
  // The visible checkbox covers the input element.
  await part.getByText('Remove SNS').click();
  await expect(sns).toBeChecked();
  await expect(part.getByText('SNS, Write: sns:Publish on')).toBeVisible();
  return part;
}

test('no service of a new role has high confidence, and the removal is previewed', async ({
  page,
}) => {
  await inEachScheme(page, async colorScheme => {
    const part = await chooseTopic(page);
    await shoot(part, `right-size-choice-${colorScheme}`);
    await expectNothingSerious(page, ['section[aria-labelledby]']);
  });
});

test('the chosen service is removed, and restored', async ({ page }) => {
  const part = await chooseTopic(page);
  await part
    .getByRole('button', { name: 'Remove unused access of 1 service' })
    .click();
  await expect(
    part.getByText('Permissions removed; access verified.'),
  ).toBeVisible();
  const past = part.getByRole('list', { name: 'Previous removals' });
  await expect(past).toContainText('sns – ');
  await shoot(part, 'right-size-done');

  await past.getByRole('button', { name: 'Undo: restore sns' }).click();
  await expect(
    part.getByText('Permissions restored; access verified.'),
  ).toBeVisible();
  await expect(past).toContainText('(Restored)');
  const again = await find(page, OURS);
  await expect(
    again.getByRole('checkbox', { name: 'Remove SNS' }),
  ).toBeVisible();
});
