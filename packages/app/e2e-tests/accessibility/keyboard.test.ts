import { expect, type Page } from '@playwright/test';
import { signIn } from '../api';
import { expectOrder, type Keys, keysOf } from './keys';
import { test as ofVisitor } from '../test';

/** The plugin's parts of all visited pages. */
const OURS =
  'article[role=region], [data-testid=access-tab], [data-testid=fleet], [role=dialog], .bui-Popover, .bui-Select, .bui-Combobox, [role=group]';

/** These flows use only the keyboard, never a pointer. */
const test = ofVisitor.extend<{ keys: Keys }>({
  keys: async ({ page }, provide) => {
    const { keys, end } = await keysOf(page, OURS);
    await provide(keys);
    await end();
  },
});

const region = (page: Page, name: string) =>
  page.getByRole('region', { name, exact: true });

test('keyboard: go from the card to the tab and a link of the chain, and verify', async ({
  page,
  keys,
}) => {
  await page.goto('/catalog/default/component/orders-worker');
  const card = region(page, 'AWS access');
  await keys.to(card.getByRole('link', { name: 'See all permissions' }));
  await expectOrder(card);
  await keys.press('Enter');
  await expect(region(page, 'What it can do')).toBeVisible();
  await keys.to(page.getByRole('link', { name: 'Health', exact: true }));
  await keys.press('Enter');

  const links = page.getByRole('list', { name: 'Links of the chain' });
  const provider = links.getByRole('button', { name: /^OIDC provider/ });
  await keys.to(provider);
  await keys.press('Space');
  await expect(provider).toHaveAttribute('aria-expanded', 'true');
  await expectOrder(region(page, 'Chain'));
  await keys.press('Space');
  await expect(provider).toHaveAttribute('aria-expanded', 'false');
  await expect(provider).toBeFocused();

  const verify = page.getByRole('button', { name: 'Verify now' });
  await keys.to(verify, 'back');
  await keys.press('Enter');
  await keys.expectSaid(/^Verification finished/);
  await expect(verify).toBeFocused();
  await keys.expectVisibleFocus();
});

/** Chooses an option of the list that a button opens. */
async function choose(page: Page, keys: Keys, label: RegExp, option: string) {
  await keys.to(page.getByRole('button', { name: label }).first());
  await keys.press('Enter');
  await expect(page.getByRole('listbox')).toBeVisible();
  await keys.type(option);
  await keys.press('Enter');
  await expect(page.getByRole('listbox')).toHaveCount(0);
}

/** The ServiceAccount that this test creates. */
const NAME = 'by-keyboard';

test.afterAll(async () => {
  const send = await signIn();
  const { body } = await send(
    'GET',
    '/api/irsa/v1/entities/component/default/newsletter/service-accounts',
  );
  const made = body.items.filter(
    (item: { name: string }) => item.name === NAME,
  );
  for (const { id } of made) {
    await send('DELETE', `/api/irsa/v1/service-accounts/${id}`);
  }
});

test('keyboard: give a component AWS access, from grants to plan and creation', async ({
  page,
  keys,
}) => {
  await page.goto('/create/templates/default/add-aws-access');

  await test.step('choose the place', async () => {
    await keys.to(page.getByRole('textbox', { name: 'Component' }));
    await keys.type('newsletter');
    await expect(
      page.getByRole('option', { name: /newsletter/ }),
    ).toBeVisible();
    await keys.press('ArrowDown', 'Enter');
    await choose(page, keys, /Cluster/, 'prod-eu');
    const namespace = page.getByRole('combobox', { name: 'Namespace' });
    await expect(namespace).toBeEnabled();
    await keys.to(namespace);
    await keys.type('shop');
    await keys.press('Tab');
    await expect(namespace).toHaveValue('shop');
    await keys.to(page.getByRole('textbox', { name: 'ServiceAccount' }));
    await keys.type(NAME);
    await keys.to(page.getByRole('button', { name: 'Next' }));
    await keys.press('Enter');
  });

  await test.step('choose the access and see the plan', async () => {
    const first = page.getByRole('group', { name: 'Access 1' });
    await expect(first).toBeVisible();
    await choose(page, keys, /AWS service/, 'SQS');
    await keys.to(first.getByRole('textbox', { name: /queue/ }));
    await keys.type('not a queue');
    await keys.expectSaid(/is not a valid name/);
    await keys.press('ControlOrMeta+A');
    await keys.type('newsletter');
    await keys.expectSaid(/The plan has \d+ change/);

    const add = page.getByRole('button', { name: 'Add access' });
    await keys.to(add);
    await keys.press('Enter');
    const second = page.getByRole('group', { name: 'Access 2' });
    await expect(second).toBeVisible();
    await keys.to(second.getByRole('button', { name: /^Remove/ }), 'back');
    await keys.press('Enter');
    await expect(second).toBeHidden();
    await expect(page.locator('body')).not.toBeFocused();
    await keys.expectVisibleFocus();
    await keys.to(page.getByRole('button', { name: 'Review' }));
    await keys.press('Enter');
  });

  await test.step('create', async () => {
    await keys.to(page.getByRole('button', { name: 'Create', exact: true }));
    await keys.press('Enter');
    // The button is inside a link, and Enter on the button does nothing.
    await keys.to(page.getByRole('link', { name: 'Open the component' }));
    await keys.press('Enter');
    await expect(
      region(page, 'AWS access').getByText(`prod-eu · shop/${NAME}`),
    ).toBeVisible();
  });
});

test('keyboard: search, filter, and sort the fleet, open a drawer, and accept a finding', async ({
  page,
  keys,
}) => {
  await page.goto('/irsa/findings');
  const table = page.getByRole('grid', { name: 'Findings', exact: true });
  await expect(table.getByRole('row').nth(1)).toBeVisible();

  await test.step('search', async () => {
    await keys.to(page.getByRole('searchbox'));
    await keys.type('orders');
    await expect(page).toHaveURL(/q=orders/);
    await keys.expectSaid(/^1 to \d+ of \d+$/);
    await keys.press('Escape');
    await expect(page).not.toHaveURL(/q=/);
  });

  await test.step('filter', async () => {
    await keys.to(page.getByRole('button', { name: 'Filter', exact: true }));
    await keys.press('Enter');
    await expect(page.getByRole('menu')).toBeVisible();
    await keys.type('Severity');
    await keys.press('ArrowRight');
    await expect(
      page.getByRole('menuitemcheckbox', { name: /^High/ }),
    ).toBeVisible();
    await keys.type('High');
    await keys.press('Enter');
    await expect(page).toHaveURL(/severity=high/);
  });

  await test.step('sort', async () => {
    const heading = table.getByRole('columnheader', { name: 'First seen' });
    await keys.to(table.getByRole('row').nth(1));
    // Arrow keys move the focus within the table.
    await keys.press('ArrowUp');
    for (let count = 0; count < 12; count += 1) {
      if (await heading.evaluate(one => one === document.activeElement)) break;
      await keys.press('ArrowRight');
    }
    await expect(heading).toBeFocused();
    await keys.press('Enter');
    await expect(page).toHaveURL(/sort=age/);
    await expect(heading).toHaveAttribute('aria-sort', 'ascending');
  });

  const drawer = page.getByRole('dialog').first();
  await test.step('open and close a drawer', async () => {
    await keys.press('ArrowDown');
    const inRow = page.locator('[role=row]:focus, [role=row] :focus').first();
    const place = await inRow.elementHandle();
    await keys.press('Enter');
    await expect(
      drawer.getByRole('heading', { level: 3 }).first(),
    ).toBeVisible();
    await keys.press('Escape');
    await expect(drawer).toBeHidden();
    await expect
      .poll(() => place?.evaluate(one => one === document.activeElement))
      .toBe(true);
  });

  await test.step('accept and reopen the finding', async () => {
    await keys.press('Enter');
    await keys.to(drawer.getByRole('button', { name: 'Accept the risk…' }));
    await keys.press('Enter');
    const dialog = page.getByRole('dialog', { name: /^Accept:/ });
    await keys.to(
      dialog.getByRole('textbox', { name: /^Reason for accepting/ }),
    );
    await keys.type('It goes away with the next release.');
    await keys.to(dialog.getByRole('button', { name: 'Accept', exact: true }));
    await keys.press('Enter');
    await expect(dialog).toBeHidden();
    const reopen = drawer.getByRole('button', { name: 'Reopen' });
    await keys.to(reopen);
    await keys.press('Enter');
    await expect(
      drawer.getByRole('button', { name: 'Accept the risk…' }),
    ).toBeVisible();
    await keys.expectVisibleFocus();
    await keys.press('Escape');
    await expect(drawer).toBeHidden();
    await expect(page.locator('body')).not.toBeFocused();
  });
});

async function ask(
  page: Page,
  keys: Keys,
  resource: Parameters<Keys['to']>[0],
) {
  await keys.to(page.getByRole('combobox', { name: /Action/ }));
  await keys.type('s3:getobj');
  await expect(
    page.getByRole('option', { name: /^s3:GetObject\b/ }).first(),
  ).toBeVisible();
  await keys.press('ArrowDown', 'Enter');
  await keys.to(resource);
  await keys.type('arn:aws:s3:::data-lake-raw/2026/events');
  await keys.press('Tab');
  await keys.to(page.getByRole('button', { name: 'Ask', exact: true }));
  await keys.press('Enter');
}

test('keyboard: ask "Can it …?" and "Who can …?" and get answers', async ({
  page,
  keys,
}) => {
  await test.step('Can it …?', async () => {
    await page.goto(
      '/catalog/default/component/curator/aws-access/permissions',
    );
    await expect(region(page, 'Permissions')).toBeVisible();
    await ask(page, keys, page.getByRole('combobox', { name: /Resource/ }));
    await keys.expectSaid(/Allowed\./);
    await expect(
      page.getByRole('button', { name: 'Ask', exact: true }),
    ).toBeFocused();
    await keys.expectVisibleFocus();
  });
  await test.step('another sub-tab', async () => {
    await keys.to(page.getByRole('link', { name: 'Workloads' }), 'back');
    await keys.press('Enter');
    await expect(region(page, 'Workloads')).toBeVisible();
    await keys.expectVisibleFocus();
  });
  await test.step('Who can …?', async () => {
    await page.goto('/irsa/access');
    await ask(page, keys, page.getByRole('textbox', { name: /Resource/ }));
    await keys.expectSaid(/can do s3:GetObject on/);
    await expect(
      page.getByRole('button', { name: 'Ask', exact: true }),
    ).toBeFocused();
    await expectOrder(page.getByTestId('fleet'));
    await keys.expectVisibleFocus();
  });
});
