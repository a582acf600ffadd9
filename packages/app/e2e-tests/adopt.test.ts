import { expect } from '@playwright/test';
import { expectNothingSerious } from './axe';
import { shoot } from './images';
import { go, inEachScheme } from './visit';
import { test } from './test';

/** Made by hand, before Backstage; nobody has consented to its adoption. */
const TAB =
  '/catalog/default/component/catalogue/aws-access?service-account=prod-eu/shop/catalogue';

test('what others made is adopted only with consent', async ({ page }) => {
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

test('fits a narrow window', async ({ page }) => {
  await page.setViewportSize({ width: 420, height: 800 });
  await go(page, TAB);
  await page.getByRole('button', { name: 'Adopt…' }).click();
  const dialog = page.getByRole('dialog', { name: /^Adopt prod-eu/ });
  // Adopting is refused unless another test has allowed it meanwhile: then the plan is shown.
  await expect(
    dialog
      .getByRole('alert')
      .or(dialog.getByRole('list', { name: 'What changes' }))
      .first(),
  ).toBeVisible();
  await shoot(page, 'adopt-narrow');
  const overflow = await dialog.evaluate(
    element => element.scrollWidth - element.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(1);
});
