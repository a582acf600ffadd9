import { expect, type Locator, type Page } from '@playwright/test';
import { expectNothingSerious } from './axe';
import { chooseNamespace } from './forms';
import { shoot } from './images';
import { AWS } from './product';
import { go, inEachScheme } from './visit';
import { test } from './test';

test.describe.configure({ mode: 'serial' });

async function pick(page: Page, field: Locator, option: string | RegExp) {
  await field.click();
  await page.getByRole('option', { name: option }).first().click();
  // The menu fades out before it closes.
  await expect(page.locator('[role=listbox]')).toHaveCount(0);
}

async function chooseComponent(page: Page) {
  await go(page, '/create/templates/default/add-aws-access');
  await page.getByRole('textbox', { name: 'Component' }).fill('newsletter');
  await page.getByRole('option', { name: /newsletter/i }).click();
  await pick(page, page.getByLabel('Cluster').first(), /prod-eu/);
  await chooseNamespace(page, 'shop');
  await page.getByRole('button', { name: 'Next' }).click();
}

test('the form updates the plan, the policy, and rule violations as grants are chosen', async ({
  page,
}) => {
  await inEachScheme(page, async colorScheme => {
    await chooseComponent(page);
    const row = page.getByRole('group', { name: 'Access 1' });
    const preview = page.getByRole('region', { name: 'Planned changes' });
    await pick(page, row.getByRole('button', { name: /AWS service/ }), 'SQS');
    const queue = row.getByRole('textbox', { name: /queue/ });

    await queue.fill('not a queue');
    await expect(row.getByRole('alert')).toContainText(
      'Queue "not a queue" is not a valid name',
    );
    await expect(preview.getByText(/^Access 1/)).toBeVisible();
    await shoot(page, `add-access-violation-${colorScheme}`);

    await queue.fill('newsletter');
    await expect(
      preview.getByText(
        /Create role newsletter-\w+ \(trusts shop\/newsletter in prod-eu\)/,
      ),
    ).toBeVisible();
    await expect(preview.getByText(/SQS.*sqs:SendMessage/)).toBeVisible();
    await preview.getByText('Resulting policy').click();
    await expect(preview.getByText(/"sqs:SendMessage"/)).toBeVisible();
    await shoot(page, `add-access-${colorScheme}`);
    await expectNothingSerious(page, [
      '[role=group][aria-label="Access 1"]',
      '[aria-label="Planned changes"]',
    ]);
  });
});

test('a component gets AWS access, and its card shows the access', async ({
  page,
}) => {
  await chooseComponent(page);
  const row = page.getByRole('group', { name: 'Access 1' });
  await row.getByRole('textbox', { name: /bucket/ }).fill('newsletter-files');
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await page.getByRole('button', { name: 'Open the component' }).click();
  const card = page.getByRole('region', { name: 'AWS access' });
  await expect(card.getByText('Verified', { exact: true })).toBeVisible();
  await expect(card.getByText(/newsletter-files/).first()).toBeVisible();
});

/** Counts all clicks from now on. */
async function countClicks(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const { dataset } = document.documentElement;
    dataset.clicks = '0';
    const count = () => {
      dataset.clicks = String(Number(dataset.clicks) + 1);
    };
    document.addEventListener('pointerdown', count, true);
  });
  return () =>
    page.evaluate(() => Number(document.documentElement.dataset.clicks));
}

/** Opens the form from the card of a component that has access to an S3 bucket. */
async function changeFromCard(page: Page) {
  await go(page, '/catalog/default/component/newsletter');
  await startFromCard(page);
}

async function startFromCard(page: Page) {
  await page.getByRole('link', { name: 'Change AWS access' }).click();
  await expect(page.getByRole('combobox', { name: 'Namespace' })).toHaveValue(
    'shop',
  );
  await expect(page.getByLabel('ServiceAccount', { exact: true })).toHaveValue(
    'newsletter',
  );
  await expect(page.getByText(/^Namespaces read/)).toBeVisible();
}

test('adding SQS keeps the S3 access of a component, and a removal of access is marked red and must be confirmed', async ({
  page,
}) => {
  const bucket = page
    .getByRole('group', { name: 'Access 1' })
    .getByRole('textbox', { name: /bucket/ });
  const preview = page.getByRole('region', { name: 'Planned changes' });
  const losses = page.getByRole('region', { name: 'This plan removes access' });
  const create = page.getByRole('button', { name: 'Create', exact: true });

  await inEachScheme(page, async colorScheme => {
    await changeFromCard(page);
    await shoot(page, `change-access-start-${colorScheme}`);
    await page.getByRole('button', { name: 'Next' }).click();
    await expect(bucket).toHaveValue('newsletter-files');

    await bucket.fill('newsletter-archive');
    await expect(
      losses.getByText(/s3:GetObject.*newsletter-files/),
    ).toBeVisible();
    await shoot(page, `change-access-loss-${colorScheme}`);
    await expectNothingSerious(page, ['[aria-label="Planned changes"]']);
    await page.getByRole('button', { name: 'Review' }).click();
    // The field shows the error after the validation of the form. Changes before that would be lost.
    await expect(
      page.getByText(/Confirm that this access is removed/),
    ).not.toHaveCount(1);
    await expect(create).toHaveCount(0);
    await page.setViewportSize({ width: 390, height: 844 });
    await losses.scrollIntoViewIfNeeded();
    await shoot(page, `change-access-loss-narrow-${colorScheme}`);
    await page.setViewportSize({ width: 1280, height: 900 });

    await losses.getByText('Remove this access', { exact: true }).click();
    await page.getByRole('button', { name: 'Review' }).click();
    await expect(create).toBeVisible();
    await shoot(page, `change-access-review-${colorScheme}`);
  });

  await go(page, '/catalog/default/component/newsletter');
  const clicks = await countClicks(page);
  await startFromCard(page);
  await page.getByRole('button', { name: 'Next' }).click();
  // The other grant is unchanged.
  await expect(preview.getByRole('status')).toHaveText(
    'The plan has 0 changes.',
  );
  await page.getByRole('button', { name: 'Add access' }).click();
  const added = page.getByRole('group', { name: 'Access 2' });
  await pick(page, added.getByRole('button', { name: /AWS service/ }), 'SQS');
  const queue = added.getByRole('textbox', { name: /queue/ });
  await queue.click();
  await queue.fill('newsletter-queue');
  await expect(preview.getByText(/SQS, Write.*newsletter-queue/)).toBeVisible();
  await expect(losses).toHaveCount(0);
  await shoot(page, 'change-access-gain');
  await page.getByRole('button', { name: 'Review' }).click();
  await expect(
    page.getByText(/^SQS: .*\(queue newsletter-queue\)$/),
  ).toBeVisible();
  await create.click();
  await expect(page.getByText('What to do next')).toBeVisible();
  expect(await clicks()).toBeLessThanOrEqual(8);
  await page.getByRole('button', { name: 'Open the component' }).click();
  const card = page.getByRole('region', { name: 'AWS access' });
  await expect(card.getByText(/newsletter-queue/).first()).toBeVisible();
  await expect(card.getByText(/newsletter-files/).first()).toBeVisible();
});

test('the card shows the drift, and the plan reconciles it', async ({
  page,
}) => {
  const answer = await fetch(`${AWS}/__sandbox/faults`, {
    method: 'POST',
    body: JSON.stringify({
      fault: 'no-subject',
      service: 'prod-eu/shop/newsletter',
    }),
  });
  expect(answer.status, await answer.text()).toBe(200);
  await go(page, '/catalog/default/component/newsletter');
  const card = page.getByRole('region', { name: 'AWS access' });
  await card.getByRole('button', { name: 'Verify now' }).click();
  const note = card.getByRole('region', { name: 'Drift detected' });
  await note.getByText(/To reconcile: Update trust policy of role/).click();
  await expect(
    note.getByText(/system:serviceaccount:shop:newsletter/),
  ).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await shoot(card, `card-drifted-${colorScheme}`);
  }
  await expectNothingSerious(page, ['[aria-label="Drift detected"]']);

  await card.getByRole('button', { name: 'Fix…' }).click();
  await page
    .getByRole('dialog', { name: /^Fix / })
    .getByRole('button', { name: 'Apply' })
    .click();
  await expect(card.getByText('Verified', { exact: true })).toBeVisible();
  await expect(note).toBeHidden();
});
