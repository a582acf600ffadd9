import { expect, type Page } from '@playwright/test';
import { expectNothingSerious } from './axe';
import { shoot } from './images';
import { expectToFit, go, inEachScheme } from './visit';
import { test } from './test';

const OURS = { name: 'By the policies read' };

async function openTab(page: Page, service: string) {
  await go(
    page,
    `/catalog/default/component/${service}/aws-access/permissions`,
  );
  const permissions = page.getByRole('region', {
    name: 'Permissions',
    exact: true,
  });
  await expect(
    permissions.getByText(
      /^All policies of the role and the organization were read/,
    ),
  ).toBeVisible();
  return permissions;
}

/** Types slowly like a person, because a combobox does not process text that is filled in at once. */
async function type(page: Page, field: string, text: string) {
  const input = page.getByRole('combobox', { name: field });
  await input.click();
  await page.keyboard.press('ControlOrMeta+A');
  await input.pressSequentially(text, { delay: 10 });
  await page.keyboard.press('Tab');
  await expect(input).toHaveValue(text);
}

async function ask(page: Page, action: string, resource: string) {
  await type(page, 'Action', action);
  await type(page, 'Resource', resource);
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  return page.getByRole('group', OURS);
}

test('the card links to the tab', async ({ page }) => {
  await go(page, '/catalog/default/component/ingest');
  await page
    .getByRole('region', { name: 'AWS access' })
    .getByRole('link', { name: 'See all permissions' })
    .click();
  await expect(page).toHaveURL(/\/component\/ingest\/aws-access\/permissions$/);
  await expect(
    page.getByRole('region', { name: 'What it can do' }),
  ).toBeVisible();
});

test('a risk card and a grid cell show the statements', async ({ page }) => {
  await inEachScheme(page, async colorScheme => {
    const permissions = await openTab(page, 'ingest');

    const risks = permissions.getByRole('region', { name: 'Risks' });
    const risk = risks.getByRole('listitem').filter({
      hasText: /High risk: .*iam:PassRole \+ lambda:CreateFunction/,
    });
    await risk.getByRole('button', { name: '1 statement behind it' }).click();
    await expect(
      risk.getByRole('button', { name: 'IngestPolicy, statement 3' }),
    ).toBeVisible();

    const grid = permissions.getByRole('table');
    await expect(grid.getByRole('rowheader').first()).toHaveText('IAM');
    await grid
      .getByRole('button', { name: 'Secrets Manager, Read: Limited' })
      .click();
    const detail = page.getByRole('region', { name: 'Secrets Manager: Read' });
    await expect(
      detail.getByText('secretsmanager:GetSecretValue'),
    ).toBeVisible();
    await shoot(page, `permissions-${colorScheme}`);
    await shoot(grid, `permissions-grid-${colorScheme}`);
    await shoot(risks, `permissions-risks-${colorScheme}`);
    await expectNothingSerious(page);

    await detail
      .getByRole('button', { name: 'IngestPolicy, statement 4' })
      .click();
    const document = page.getByRole('region', {
      name: 'Document of IngestPolicy',
    });
    await expect(document).toBeFocused();
    await expect(
      document.getByText('"secretsmanager:GetSecretValue"'),
    ).toBeInViewport();
    await shoot(document, `permissions-document-${colorScheme}`);
  });
});

test('a permission that a boundary blocks is shown as blocked, and opens and closes by keyboard', async ({
  page,
}) => {
  const permissions = await openTab(page, 'search');
  const cell = permissions.getByRole('button', {
    name: 'OpenSearch Service, Write: Blocked',
  });
  await cell.focus();
  await page.keyboard.press('Enter');
  const detail = page.getByRole('region', {
    name: 'OpenSearch Service: Write',
  });
  await expect(detail).toBeFocused();
  await expect(detail).toContainText('Granted but blocked');
  await expect(detail).toContainText('permissions boundary');
  await page.keyboard.press('Escape');
  await expect(detail).toBeHidden();
  await expect(cell).toBeFocused();
});

test('"Can it …?" is answered: allowed, denied, and under conditions', async ({
  page,
}) => {
  await inEachScheme(page, async colorScheme => {
    const permissions = await openTab(page, 'curator');
    const section = permissions.getByRole('region', { name: 'Can it …?' });

    await test.step('allowed, with an action chosen from the completion', async () => {
      const action = page.getByRole('combobox', { name: 'Action' });
      await action.pressSequentially('s3:getobj', { delay: 10 });
      await page
        .getByRole('option', { name: 's3:GetObject', exact: true })
        .click();
      await type(page, 'Resource', 'arn:aws:s3:::data-lake-raw/2026/events');
      await page.getByRole('button', { name: 'Ask', exact: true }).click();
      const answer = page.getByRole('group', OURS);
      await expect(answer).toContainText('Allowed.');
      await shoot(section, `can-it-allowed-${colorScheme}`);
      await answer.getByRole('button', { name: /statement 1/ }).click();
      await expect(page.getByText('Statement 1 is marked')).toBeVisible();
    });

    await test.step('denied, with the same result from AWS', async () => {
      await page.getByText('Ask AWS too').click();
      const answer = await ask(
        page,
        's3:DeleteObject',
        'arn:aws:s3:::data-lake-raw/2026/events',
      );
      await expect(answer).toContainText('Implicitly denied');
      await expect(answer).toContainText('No identity policy allows');
      await expect(page.getByRole('group', { name: 'By AWS' })).toContainText(
        'AWS result is the same',
      );
      await shoot(section, `can-it-denied-${colorScheme}`);
    });

    await test.step('allowed with conditions, and allowed once the condition is met', async () => {
      const answer = await ask(
        page,
        's3:PutObject',
        'arn:aws:s3:::data-lake-curated/2026/events',
      );
      await expect(answer).toContainText('Allowed with conditions');
      await expect(answer).toContainText(
        'aws:SourceVpce is vpce-0a1b2c3d4e5f67890',
      );
      await shoot(section, `can-it-conditional-${colorScheme}`);
      await expectNothingSerious(page);

      await answer
        .getByRole('button', { name: 'Give a value for aws:SourceVpce' })
        .click();
      await page
        .getByRole('textbox', { name: 'Value' })
        .fill('vpce-0a1b2c3d4e5f67890');
      await page.keyboard.press('Enter');
      await expect(answer).toContainText('Allowed.');
    });
  });
});

test('the layers of a denial by the organization are shown, also on a narrow page', async ({
  page,
}) => {
  await inEachScheme(page, async colorScheme => {
    const permissions = await openTab(page, 'ingest');
    const section = permissions.getByRole('region', { name: 'Can it …?' });
    const answer = await ask(
      page,
      'secretsmanager:GetSecretValue',
      'arn:aws:secretsmanager:ap-south-1:111122223333:secret:ledger-a1b2c3',
    );
    await expect(answer).toContainText('Explicitly denied');
    const layers = answer
      .getByRole('list', { name: 'Layers of policies' })
      .getByRole('listitem');
    await expect(
      layers.filter({ hasText: "the role's policies" }),
    ).toContainText('allows it (IngestPolicy)');
    await expect(layers.filter({ hasText: 'SCPs' }).last()).toContainText(
      'of account 111122223333: denies it (deny-other-regions)',
    );
    await expect(layers.filter({ hasText: 'RCPs' }).first()).toContainText(
      'of the root: allows it (RCPFullAWSAccess)',
    );
    await expect(layers.last()).toContainText('resource policies: not read');
    await shoot(section, `can-it-layers-${colorScheme}`);
    await expectNothingSerious(page);

    const size = page.viewportSize();
    await page.setViewportSize({ width: 390, height: 844 });
    await expect(layers.last()).toBeVisible();
    await expectToFit(page);
    await shoot(section, `can-it-layers-narrow-${colorScheme}`);
    if (size) await page.setViewportSize(size);
  });
});
