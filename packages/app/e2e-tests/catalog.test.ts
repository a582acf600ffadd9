import { expect } from '@playwright/test';
import { expectNothingSerious } from './axe';
import { shoot } from './images';
import { test } from './test';
import { expectToFit, go } from './visit';

test('the catalog shows the AWS access of its components, requested together', async ({
  page,
}) => {
  const asked: number[] = [];
  page.on('request', request => {
    if (request.url().endsWith('/v1/entities/access')) {
      asked.push(request.postDataJSON().entityRefs.length);
    }
  });
  await go(page, '/catalog?filters[kind]=component&filters[user]=all');
  const row = page.getByRole('row', { name: /invoicing/ });
  await expect(row.getByText('Broken')).toBeVisible();
  // One request covers all rows of a list. There are two lists: for the initial filter of the page, and for this filter.
  await expect.poll(() => asked.at(-1) ?? 0).toBeGreaterThan(10);
  expect(asked.length).toBeLessThan(4);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(row.getByText('Broken')).toBeVisible();
    await shoot(page, `catalog-${colorScheme}`);
  }
});

for (const [kind, name] of [
  ['group', 'guests'],
  ['system', 'commerce'],
] as const) {
  test(`the page of a ${kind} lists the components that need attention`, async ({
    page,
  }) => {
    await go(page, `/catalog/default/${kind}/${name}`);
    const card = page.getByRole('region', { name: 'AWS access' });
    const worst = card.getByRole('list', {
      name: 'Components that need attention',
    });
    await expect(worst.getByRole('listitem').first()).toBeVisible();
    await expectNothingSerious(page, ['[role="region"][aria-labelledby]']);
    await shoot(card, `owned-${kind}`);
    await page.setViewportSize({ width: 390, height: 900 });
    await expect(worst.getByRole('link').first()).toBeVisible();
    await expectToFit(page);
    await shoot(card, `owned-${kind}-narrow`);
  });
}
