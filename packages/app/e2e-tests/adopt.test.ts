import { expect, test } from '@playwright/test';
import { expectNothingSerious } from './axe';
import { shoot } from './images';

/** Made by hand, before Backstage; nobody has consented to its adoption. */
const TAB =
  '/catalog/default/component/catalogue/aws-access?service-account=prod-eu/shop/catalogue';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`what others made is adopted only with consent, ${colorScheme}`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto(TAB);
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
}

test('fits a narrow window', async ({ page }) => {
  await page.setViewportSize({ width: 420, height: 800 });
  await page.goto(TAB);
  await page.getByRole('button', { name: 'Adopt…' }).click();
  const dialog = page.getByRole('dialog', { name: /^Adopt prod-eu/ });
  await expect(dialog.getByRole('alert')).toBeVisible();
  await shoot(page, 'adopt-narrow');
  const overflow = await dialog.evaluate(
    element => element.scrollWidth - element.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(1);
});
