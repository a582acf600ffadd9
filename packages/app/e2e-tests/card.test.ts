import { expect } from '@playwright/test';
import { expectNothingSerious } from './axe';
import { shoot } from './images';
import { test } from './test';
import { go } from './visit';

/** Services of the sandbox company, and the texts that their cards must show. */
const services = [
  {
    name: 'orders-worker',
    // Depends on whether an earlier test proved it.
    status: /^(Verified|Checks pass)$/,
    says: /SQS|S3|DynamoDB/,
  },
  {
    name: 'invoicing',
    status: /^Broken$/,
    says: /Trust policy names namespace `?production-old`?/,
  },
  {
    name: 'ci-runner',
    status: /^Degraded$/,
    says: /no condition on the subject/,
  },
];

for (const { name, status, says } of services) {
  test(`the card of ${name} shows ${status} and the reason`, async ({
    page,
  }) => {
    await go(page, `/catalog/default/component/${name}`);
    const card = page.getByRole('region', { name: 'AWS access' });
    await expect(card.getByText(status)).toBeVisible();
    await expect(card.getByText(says).first()).toBeVisible();
    await shoot(card, `card-${name}`);

    await expectNothingSerious(page, ['[role="region"][aria-labelledby]']);
  });
}

test('the card of a component without an AWS identity links to the template', async ({
  page,
}) => {
  await go(page, '/catalog/default/component/storefront');
  const card = page.getByRole('region', { name: 'AWS access' });
  await card.getByRole('link', { name: 'Add AWS access' }).click();
  await expect(page).toHaveURL(
    /\/create\/templates\/default\/add-aws-access\?formData=/,
  );
});
