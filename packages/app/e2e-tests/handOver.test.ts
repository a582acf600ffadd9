import { expect } from '@playwright/test';
import { runTemplate, runTemplateNamed, signIn, writesOf } from './api';
import { expectNothingSerious } from './axe';
import { shoot } from './images';
import { test } from './test';
import { go, schemesFor } from './visit';

const NAME = 'handed-over';
const TAB = `/catalog/default/component/${NAME}/aws-access`;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  const { status, log } = await runTemplate({
    name: NAME,
    owner: 'group:default/guests',
    cluster: 'prod-eu',
    namespace: 'shop',
    bucket: 'shop-handed-over',
    access: 'read',
  });
  expect(status, log).toBe('completed');
});

for (const colorScheme of schemesFor('handOver')) {
  test(`a hand-over of a role to Git is started and canceled, ${colorScheme}`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme });
    const since = new Date();
    await go(page, TAB);
    await page.getByRole('button', { name: 'Hand over to Git…' }).click();
    const dialog = page.getByRole('dialog', { name: /^Hand over prod-eu/ });
    await shoot(dialog, `hand-over-dialog-${colorScheme}`);
    await expectNothingSerious(page, ['[role=dialog]']);
    await dialog
      .getByRole('button', { name: 'Hand over', exact: true })
      .click();

    const note = page.getByRole('region', { name: 'Hand-over' });
    await expect(note).toContainText('Handing over to Terraform');
    await note.getByRole('button', { name: 'Show the files' }).click();
    await note.getByRole('tab', { name: /imports\.tf$/ }).click();
    await expect(note).toContainText(/import \{/);
    await shoot(note, `hand-over-${colorScheme}`);
    await expectNothingSerious(page, ['[aria-label="Hand-over"]']);

    await note.getByRole('button', { name: 'Cancel hand-over' }).click();
    await expect(note).toHaveCount(0);
    await expect(
      page.getByRole('button', { name: 'Hand over to Git…' }),
    ).toBeVisible();
    expect(await writesOf(NAME, since)).toEqual([]);
  });
}

test('the template previews the files before anything starts', async ({
  page,
}) => {
  const since = new Date();
  await go(page, '/create/templates/default/hand-over');
  await page.getByRole('textbox', { name: 'Component' }).fill(NAME);
  await page.getByRole('option', { name: new RegExp(NAME) }).click();
  const preview = page.getByRole('region', {
    name: 'Files of the pull request',
  });
  await preview.getByRole('tab', { name: /imports\.tf$/ }).click();
  await expect(preview).toContainText(/import \{/);
  await shoot(page, 'hand-over-template');
  await expectNothingSerious(page, ['form section']);
  await page.getByRole('button', { name: 'Review' }).click();
  await expect(
    page.getByRole('button', { name: 'Open pull request' }),
  ).toBeVisible();
  const send = await signIn();
  const { body } = await send(
    'GET',
    `/api/irsa/v1/entities/component/default/${NAME}/service-accounts`,
  );
  expect(body.items[0].delivery).toBeUndefined();
  expect(await writesOf(NAME, since)).toEqual([]);
});

test('the template opens the pull request with which Terraform takes over', async () => {
  const { status, log, output } = await runTemplateNamed('hand-over', {
    component: `component:default/${NAME}`,
    to: 'terraform',
  });
  expect(status, log).toBe('completed');
  expect(JSON.stringify(output)).toContain('imports the existing resources');
  const send = await signIn();
  const { body } = await send(
    'GET',
    `/api/irsa/v1/entities/component/default/${NAME}/service-accounts`,
  );
  expect(body.items[0].delivery).toMatchObject({
    format: 'terraform',
    state: 'handing-over',
  });
});
