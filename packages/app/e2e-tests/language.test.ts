import { expect, test } from '@playwright/test';
import { expectNothingSerious } from './axe';
import { shoot } from './images';

test('card, tab and page are in German once it is chosen in the settings', async ({
  page,
}) => {
  await page.goto('/settings');
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('option', { name: 'Deutsch' }).click();

  await page.goto('/catalog/default/component/invoicing');
  const card = page.getByRole('region', { name: 'AWS-Zugriff' });
  await expect(card.getByText('Defekt', { exact: true })).toBeVisible();
  await shoot(card, 'card-german');
  await expectNothingSerious(page, ['[role="region"][aria-labelledby]']);

  await card
    .getByRole('link', { name: 'Alle Berechtigungen anzeigen' })
    .click();
  const chain = page.getByRole('region', { name: 'Kette', exact: true });
  await expect(
    chain.getByRole('button', { name: /Vertrauensrichtlinie.*defekt/ }),
  ).toBeVisible();
  // The app tells of new findings for some seconds, over what is shown.
  await expect(page.getByText(/^AWS access: \d+ new finding/)).toBeHidden();
  await shoot(page, 'tab-german');
  await expectNothingSerious(page);

  await page.goto('/irsa');
  await expect(
    page.getByRole('list', { name: 'Zahlen' }).getByRole('link').first(),
  ).toBeVisible();
  await shoot(page, 'fleet-german');
  await expectNothingSerious(page, ['[data-testid=fleet]']);
});
