import { expect, type Page } from '@playwright/test';
import { runTemplate } from './api';
import { expectNothingSerious } from './axe';
import { shoot } from './images';
import { test } from './test';
import { go, schemesFor } from './visit';

const OWNER = 'group:default/guests';
const OTHERS = 'group:default/payments';

/** Creates AWS access for a component of the guests, who are administrators, and opens its tab. */
async function openTab(page: Page, name: string) {
  const run = await runTemplate({
    name,
    owner: OWNER,
    cluster: 'prod-eu',
    // The rules of both teams allow this resource.
    namespace: 'payments',
    bucket: `payments-${name}`,
    access: 'read',
  });
  if (run.status !== 'completed') throw new Error(run.log);
  await go(page, `/catalog/default/component/${name}/aws-access`);
  await expect(
    page.getByRole('button', { name: 'Cut off access…' }),
  ).toBeVisible({ timeout: 60_000 });
}

for (const colorScheme of schemesFor('ownership')) {
  test(`a transfer is requested, shown, and confirmed, ${colorScheme}`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme });
    await openTab(page, `handover-${colorScheme}`);
    await page.getByRole('button', { name: 'Request transfer…' }).click();
    const request = page.getByRole('dialog', { name: /^Request a transfer/ });
    await request.getByRole('textbox', { name: 'New owner' }).fill(OTHERS);
    await request
      .getByRole('textbox', { name: 'Reason (optional)' })
      .fill('Payments runs it from now on');
    await shoot(request, `transfer-request-${colorScheme}`);
    await request.getByRole('button', { name: 'Request' }).click();

    const note = page.getByRole('region', { name: 'Transfer of ownership' });
    await expect(note).toContainText(
      `Ownership transfer requested: ${OWNER} to ${OTHERS}`,
    );
    await shoot(page, `transfer-pending-${colorScheme}`);
    await expectNothingSerious(page, ['main']);
    await note.getByRole('button', { name: 'Confirm…' }).click();
    const confirm = page.getByRole('dialog', { name: /^Confirm the transfer/ });
    await shoot(confirm, `transfer-confirm-${colorScheme}`);
    await confirm.getByRole('button', { name: 'Confirm transfer' }).click();
    await expect(note).toContainText(
      `The recorded owner is ${OTHERS}. The catalog names ${OWNER}.`,
      { timeout: 60_000 },
    );
  });

  test(`access is cut off and restored, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await openTab(page, `incident-${colorScheme}`);
    await page.getByRole('button', { name: 'Cut off access…' }).click();
    const dialog = page.getByRole('dialog', {
      name: /^Cut off the AWS access/,
    });
    await dialog.getByRole('textbox').fill('Keys found in a repository');
    await shoot(dialog, `cut-off-dialog-${colorScheme}`);
    await expectNothingSerious(page, ['[role=dialog]']);
    await dialog.getByRole('button', { name: 'Cut off access' }).click();

    const note = page.getByRole('region', { name: 'AWS access is cut off' });
    await expect(note).toContainText('Keys found in a repository', {
      timeout: 60_000,
    });
    await shoot(page, `cut-off-${colorScheme}`);
    await expectNothingSerious(page, ['main']);
    await note.getByRole('button', { name: 'Restore access…' }).click();
    const restore = page.getByRole('dialog', { name: /^Restore the AWS/ });
    await restore.getByRole('textbox').fill('Keys rotated');
    await restore.getByRole('button', { name: 'Restore access' }).click();
    await expect(note).toHaveCount(0, { timeout: 60_000 });
  });
}

test('the dialogs of ownership fit a narrow window', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openTab(page, 'narrow-incident');
  await page.getByRole('button', { name: 'Cut off access…' }).click();
  const dialog = page.getByRole('dialog', { name: /^Cut off the AWS access/ });
  await dialog.getByRole('textbox').fill('Keys found in a repository');
  await shoot(page, 'cut-off-dialog-narrow');
  const overflow = await dialog.evaluate(
    element => element.scrollWidth - element.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(1);
  await dialog.getByRole('button', { name: 'Cut off access' }).click();
  await expect(
    page.getByRole('region', { name: 'AWS access is cut off' }),
  ).toBeVisible({ timeout: 60_000 });
  await shoot(page, 'cut-off-narrow');
});
