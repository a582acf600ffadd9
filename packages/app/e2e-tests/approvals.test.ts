import { expect, type Page } from '@playwright/test';
import { runTemplate, signIn } from './api';
import { expectNothingSerious } from './axe';
import { shoot } from './images';
import { test } from './test';
import { go, schemesFor } from './visit';

const APPLY = '/api/irsa/v1/service-accounts';

/** Asks for what the rule of app-config.e2e.yaml lets others decide. */
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

for (const colorScheme of schemesFor('approvals')) {
  test(`an approval is asked for, seen, and skipped by break-glass, ${colorScheme}`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme });
    const name = `approve-${colorScheme}`;
    const { send, spec } = await ask(name);
    await go(page, '/irsa/approvals');
    const card = cardOf(page, name);
    await expect(card).toContainText('Waiting for approval');
    await expect(card).toContainText('You requested this.');
    await expect(card.getByRole('button', { name: 'Approve…' })).toHaveCount(0);
    await shoot(page, `approvals-${colorScheme}`);
    await expectNothingSerious(page, ['main']);

    await page.getByRole('button', { name: 'Break glass…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('The stream is not read');
    await shoot(dialog, `break-glass-${colorScheme}`);
    await dialog.getByRole('button', { name: 'Break glass' }).click();
    await expect(
      page.getByRole('region', { name: 'Break-glass' }),
    ).toContainText('The stream is not read');
    expect((await send('PUT', APPLY, { spec })).status).toBe(200);
    // The notification of it stays on the page, over what later tests click.
    await page.goto('about:blank');
  });
}
