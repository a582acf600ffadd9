import { expect, type Page } from '@playwright/test';
import { runTemplate, signIn } from './api';
import { expectNothingSerious } from './axe';
import { shoot } from './images';
import { test } from './test';
import { go, inEachScheme } from './visit';

/** The account of the cluster to which the rule applies. */
const STAGING = '444455556666';
const APPLY = '/api/irsa/v1/service-accounts';

/** Requests access that the rule of app-config.e2e.yaml lets others approve. */
async function ask(name: string) {
  const run = await runTemplate({
    name,
    owner: 'group:default/guests',
    cluster: 'staging-eu',
    namespace: 'production',
    bucket: `files-of-${name}`,
    access: 'read',
  });
  if (run.status !== 'completed') throw new Error(run.log);
  const send = await signIn();
  const spec = {
    entityRef: `component:default/${name}`,
    ...{ cluster: 'staging-eu', namespace: 'production', name },
    grants: [{ service: 'kinesis', access: 'read', resource: `of-${name}` }],
  };
  const asked = await send('PUT', APPLY, { spec });
  expect(asked.status).toBe(409);
  return { send, spec };
}

const cardOf = (page: Page, name: string) =>
  page.getByRole('listitem', {
    name: `AWS access of production/${name} (staging-eu)`,
  });

test('a colleague sees and approves the plan that the guest requested', async ({
  page,
  colleague,
}) => {
  const name = 'approve-asked';
  const { send, spec } = await ask(name);
  const asked = await send('GET', '/api/irsa/v1/approvals?state=pending');
  const { id } = asked.body.items.find(
    (each: { name: string }) => each.name === name,
  );
  const decide = { decision: 'approve' };
  const path = `/api/irsa/v1/approvals/${id}/decisions`;
  expect(await send('POST', path, decide)).toMatchObject({
    status: 403,
    body: { error: { name: 'NotAllowedError' } },
  });

  await inEachScheme(colleague, async colorScheme => {
    await go(colleague, `/irsa/approvals?id=${id}`);
    const card = cardOf(colleague, name);
    await expect(card).toContainText('Pending approval');
    await expect(card).toContainText('user:default/guest');
    await card.getByText(/^Update policy/).click();
    await expect(card).toContainText('kinesis:GetRecords');
    await expect(colleague.getByRole('tab')).toHaveText(['Approvals']);
    await shoot(colleague, `approval-asked-${colorScheme}`);
    await expectNothingSerious(colleague, ['main']);
  });
  const card = cardOf(colleague, name);
  await card.getByRole('button', { name: 'Approve…' }).click();
  const dialog = colleague.getByRole('dialog');
  await shoot(dialog, 'approval-dialog');
  await dialog.getByRole('button', { name: 'Approve' }).click();
  await expect(card).toContainText('Approved');

  await go(page, '/irsa/approvals');
  await cardOf(page, name).getByRole('button', { name: 'Apply' }).click();
  await expect(cardOf(page, name)).toContainText('Used');
  expect((await send('PUT', APPLY, { spec })).status).toBe(200);
  await page.goto('about:blank');
});

test('an approval is requested, shown, and skipped with break-glass', async ({
  page,
}) => {
  const name = 'approve-skipped';
  const { send, spec } = await ask(name);
  await inEachScheme(page, async colorScheme => {
    await go(page, '/irsa/approvals');
    const card = cardOf(page, name);
    await expect(card).toContainText('Pending approval');
    await expect(card).toContainText('You requested this.');
    await expect(card.getByRole('button', { name: 'Approve…' })).toHaveCount(0);
    await shoot(page, `approvals-${colorScheme}`);
    await expectNothingSerious(page, ['main']);
    await page.getByRole('button', { name: 'Break glass…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: /AWS account/ }).click();
    await page.getByRole('option', { name: STAGING }).click();
    await dialog.getByRole('textbox').fill('The stream is not read');
    await shoot(dialog, `break-glass-${colorScheme}`);
  });
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /AWS account$/ }).click();
  await page.getByRole('option', { name: '444455556666' }).click();
  await dialog.getByRole('button', { name: 'Break glass' }).click();
  await expect(
    page.getByRole('region', { name: 'Break-glass' }).first(),
  ).toContainText('The stream is not read');
  expect((await send('PUT', APPLY, { spec })).status).toBe(200);
  // The notification would stay on the page and cover elements that later tests click.
  await page.goto('about:blank');
});
