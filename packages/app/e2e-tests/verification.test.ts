import { expect, type Page } from '@playwright/test';
import { expectNothingSerious } from './axe';
import { shoot } from './images';
import { AWS } from './product';
import { go, inEachScheme } from './visit';
import { test } from './test';

async function openTab(page: Page, service: string) {
  await go(page, `/catalog/default/component/${service}/aws-access`);
  const chain = page.getByRole('region', { name: 'Chain', exact: true });
  await expect(
    chain.getByRole('list', { name: 'Links of the chain' }),
  ).toBeVisible();
  return chain;
}

async function verifyNow(page: Page) {
  await page.getByRole('button', { name: 'Verify now' }).click();
  await expect(page.getByText('Verification finished.')).toBeAttached();
}

/** Opens a sub-tab from the current one. */
async function goTo(page: Page, name: string) {
  await page
    .getByRole('navigation', { name: 'AWS access of the service account' })
    .getByRole('link', { name })
    .click();
  return page.getByRole('region', { name, exact: true });
}

test('the chain of a healthy service is OK at every link', async ({ page }) => {
  await inEachScheme(page, async colorScheme => {
    const chain = await openTab(page, 'orders-api');
    const links = chain
      .getByRole('list', { name: 'Links of the chain' })
      .getByRole('button');
    await expect(links).toHaveText([
      /Workload.*deployment\/orders-api.*OK/,
      /ServiceAccount.*production\/orders-api.*OK/,
      /OIDC provider.*oidc\.eks.*OK/,
      /Trust policy.*OK/,
      /Role.*OK/,
      /Permissions.*OK/,
    ]);
    await links.nth(2).click();
    const provider = page.getByRole('region', { name: /^OIDC provider/ });
    await expect(
      provider.getByText(
        /aws --profile \d+ .*iam get-open-id-connect-provider/,
      ),
    ).toBeVisible();
    await shoot(page, `chain-healthy-${colorScheme}`);
    await expectNothingSerious(page);
  });
});

test('the broken link opens with cause and fix', async ({ page }) => {
  await inEachScheme(page, async colorScheme => {
    const chain = await openTab(page, 'invoicing');
    await expect(
      chain.getByRole('button', { name: /^Trust policy.*Broken$/ }),
    ).toHaveAttribute('aria-expanded', 'true');
    const opened = page.getByRole('region', { name: /^Trust policy/ });
    await expect(
      opened.getByText(/names namespace .?production-old/).first(),
    ).toBeVisible();
    await expect(
      opened.getByText(
        'AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity',
      ),
    ).toBeVisible();
    await expect(
      opened.getByText(
        /^aws --profile \d+ --region eu-west-1 iam update-assume-role-policy --role-name/,
      ),
    ).toBeVisible();
    await shoot(page, `chain-broken-${colorScheme}`);
    await expectNothingSerious(page);
  });
});

test('an error in a pod log is diagnosed', async ({ page }) => {
  await inEachScheme(page, async colorScheme => {
    await openTab(page, 'invoicing');
    const diagnose = page.getByRole('region', { name: 'Diagnose' });
    await diagnose
      .getByRole('textbox')
      .fill(
        'An error occurred (AccessDenied) when calling the AssumeRoleWithWebIdentity operation: Not authorized to perform sts:AssumeRoleWithWebIdentity',
      );
    await diagnose.getByRole('button', { name: 'Diagnose' }).click();
    const first = diagnose
      .getByRole('list', { name: 'Likely faults' })
      .getByRole('listitem')
      .first();
    await expect(first).toContainText('Confirmed');
    await expect(first).toContainText(
      'The trust policy names another namespace or ServiceAccount',
    );
    await shoot(diagnose, `diagnose-${colorScheme}`);
    await expectNothingSerious(page);
  });
});

test('the history shows what changed, and the page updates without a reload', async ({
  page,
}) => {
  await openTab(page, 'ledger');
  await verifyNow(page);
  const answer = await fetch(`${AWS}/__sandbox/faults`, {
    method: 'POST',
    body: JSON.stringify({
      fault: 'wrong-subject',
      service: 'prod-eu/payments/ledger',
    }),
  });
  expect(answer.status).toBe(200);
  await page.getByRole('button', { name: 'Verify now' }).click();
  await expect(
    page.getByRole('button', { name: /^Trust policy.*Broken$/ }),
  ).toBeVisible();
  const history = await goTo(page, 'History');
  await expect(
    history.getByText(/Trust policy: Passed → Failed: Trust policy names/),
  ).toBeVisible();
  await shoot(history, 'history');
  await expectNothingSerious(page);
});

test('another window shows a verification without a reload', async ({
  page,
  context,
}) => {
  await openTab(page, 'search');
  await goTo(page, 'History');
  const other = await context.newPage();
  await openTab(other, 'search');
  const entries = (where: Page) =>
    where
      .getByRole('region', { name: 'History' })
      .getByRole('list', { name: 'Verifications' })
      .getByRole('listitem');
  await expect(entries(page)).not.toHaveCount(0);
  const before = await entries(page).allInnerTexts();
  await other.getByRole('button', { name: 'Verify now' }).click();
  await expect
    .poll(async () => (await entries(page).allInnerTexts()).join())
    .not.toBe(before.join());
});

test('the workloads show whose credentials each container would use', async ({
  page,
}) => {
  await openTab(page, 'checkout');
  const workloads = await goTo(page, 'Workloads');
  await expect(workloads.getByRole('grid')).toContainText(
    "The node's role, or none",
  );
  await shoot(workloads, 'workloads');
  await page.goBack();
  await expect(page.getByRole('region', { name: 'Chain' })).toBeVisible();
});

test('the chain is vertical in a narrow window, and nothing is cut off', async ({
  page,
}) => {
  await page.setViewportSize({ width: 480, height: 900 });
  const chain = await openTab(page, 'invoicing');
  const links = chain
    .getByRole('list', { name: 'Links of the chain' })
    .getByRole('button');
  const [first, second] = [links.nth(0), links.nth(1)];
  const [a, b] = [await first.boundingBox(), await second.boundingBox()];
  expect(b!.y).toBeGreaterThan(a!.y + a!.height - 1);
  expect(Math.abs(b!.x - a!.x)).toBeLessThan(2);
  await shoot(page, 'chain-narrow');
  const overflow = await chain.evaluate(
    element => element.scrollWidth - element.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(1);
  await expectNothingSerious(page);
});
