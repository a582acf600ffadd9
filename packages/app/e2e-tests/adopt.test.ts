import { expect } from '@playwright/test';
import { expectNothingSerious } from './axe';
import { shoot } from './images';
import { go, inEachScheme } from './visit';
import { test } from './test';

/** A component with a manually created role, without consent to its adoption. */
const TAB =
  '/catalog/default/component/invoicing/aws-access?service-account=prod-eu/production/invoicing';

test('a role of others can be adopted only with consent', async ({ page }) => {
  await inEachScheme(page, async colorScheme => {
    await go(page, TAB);
    await page.getByRole('button', { name: 'Adopt…' }).click();
    const dialog = page.getByRole('dialog', { name: /^Adopt prod-eu/ });
    await expect(dialog.getByRole('alert')).toContainText(
      'can be adopted only with the consent of an administrator',
    );
    await expect(
      dialog.getByRole('button', { name: 'Adopt', exact: true }),
    ).toBeDisabled();
    await shoot(dialog, `adopt-refused-${colorScheme}`);
    await expectNothingSerious(page, ['[role=dialog]']);
  });
});

test('the dialog for adoption fits a narrow window', async ({ page }) => {
  await page.setViewportSize({ width: 420, height: 800 });
  await go(page, TAB);
  await page.getByRole('button', { name: 'Adopt…' }).click();
  const dialog = page.getByRole('dialog', { name: /^Adopt prod-eu/ });
  await expect(dialog.getByRole('alert')).toBeVisible();
  await shoot(page, 'adopt-narrow');
  const overflow = await dialog.evaluate(
    element => element.scrollWidth - element.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(1);
});
