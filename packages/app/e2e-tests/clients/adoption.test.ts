import { createHash } from 'node:crypto';
import { expect } from '@playwright/test';
import { signIn } from '../api';
import { expectNothingSerious } from '../axe';
import { shoot } from '../images';
import { aws, json, kubectl } from './tools';
import { test } from '../test';

const TAB =
  '/catalog/default/component/catalogue/aws-access?service-account=prod-eu/shop/catalogue';
const CONSENT = 'backstage-irsa.dev/adopt';

async function roleArnOfCatalogue(): Promise<string> {
  const send = await signIn();
  let roleArn = '';
  // The first scan detects it.
  await expect(async () => {
    const { body } = await send(
      'GET',
      '/api/irsa/v1/entities/component/default/catalogue/service-accounts',
    );
    const account = body.items.find(
      ({ cluster }: { cluster: string }) => cluster === 'prod-eu',
    );
    roleArn = account.roleArn;
    expect(roleArn).toBeTruthy();
  }).toPass({ timeout: 60_000 });
  return roleArn;
}

/** Gives the consent of an administrator on the role and on the ServiceAccount. */
async function consent(role: string) {
  const hash = createHash('sha256')
    .update('prod-eu/shop/catalogue')
    .digest('hex')
    .slice(0, 32);
  const end = new Date(Date.now() + 3_600_000).toISOString();
  const value = `v1:${hash}:${end.replace(/\.\d+Z$/, 'Z')}`;
  const tagged = await aws([
    ...['iam', 'tag-role', '--role-name', role],
    ...['--tags', `Key=${CONSENT},Value=${value}`],
  ]);
  expect(tagged.stderr).toBe('');
  const annotated = await kubectl('prod-eu', [
    ...['annotate', 'serviceaccount', 'catalogue', '-n', 'shop'],
    ...['--overwrite', `${CONSENT}=${value}`],
  ]);
  expect(annotated.stderr).toBe('');
}

/** Restores the original state for later tests. */
async function restore(arn: string, trustPolicy: object) {
  const trusted = await aws([
    ...['iam', 'update-assume-role-policy'],
    ...['--role-name', arn.split('/').at(-1)!],
    ...['--policy-document', JSON.stringify(trustPolicy)],
  ]);
  expect(trusted.stderr).toBe('');
  const annotated = await kubectl('prod-eu', [
    ...['annotate', 'serviceaccount', 'catalogue', '-n', 'shop'],
    ...['--overwrite', `eks.amazonaws.com/role-arn=${arn}`, `${CONSENT}-`],
  ]);
  expect(annotated.stderr).toBe('');
}

test('a manually created role is adopted with consent, and released without being deleted', async ({
  page,
}) => {
  const arn = await roleArnOfCatalogue();
  const role = arn.split('/').at(-1)!;
  const read = async () =>
    json(await aws(['iam', 'get-role', '--role-name', role])).Role;
  const before = await read();
  await consent(role);

  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto(TAB);
    await page.getByRole('button', { name: 'Adopt…' }).click();
    await expect(
      page.getByRole('list', { name: 'What changes' }),
    ).toContainText('backstage-irsa.dev/managed-by');
    await shoot(page.getByRole('dialog'), `adopt-${colorScheme}`);
    await expectNothingSerious(page, ['[role=dialog]']);
  }
  const adopt = page.getByRole('dialog', { name: /^Adopt prod-eu/ });
  await adopt.getByRole('button', { name: 'Adopt', exact: true }).click();
  await expect(adopt.getByText('Adopted.')).toBeVisible();
  await adopt.getByRole('button', { name: 'Close' }).last().click();

  await page.getByRole('button', { name: 'Remove AWS access…' }).click();
  const remove = page.getByRole('dialog', { name: /^Remove the AWS access/ });
  await expect(
    remove.getByText(/the role stays: it was not created by Backstage/),
  ).toBeVisible();
  await remove.getByRole('textbox').fill('catalogue');
  await remove.getByRole('button', { name: 'Remove' }).click();
  await expect(remove.getByText('AWS access removed.')).toBeVisible();
  expect((await read()).Arn).toBe(before.Arn);
  await restore(arn, before.AssumeRolePolicyDocument);
});
