import { expect } from '@playwright/test';
import { expectNothingSerious } from './axe';
import { shoot } from './images';
import { AWS } from './product';
import { test } from './test';
import { go, inEachScheme } from './visit';

const CLUSTERS = `${AWS}/__sandbox/clusters`;
const NAME = 'blue.eu-west-1.444455556666';
/** Waits until suppliers were queried, and every replica would know the result. */
const DISCOVERED = { timeout: 60_000 };

test.afterAll(() => fetch(`${CLUSTERS}?name=blue`, { method: 'DELETE' }));

test('a cluster that is added to EKS is discovered with the missing setup', async ({
  page,
}) => {
  const added = await fetch(CLUSTERS, {
    method: 'POST',
    body: JSON.stringify({
      name: 'blue',
      accountId: '444455556666',
      region: 'eu-west-1',
    }),
  });
  expect(added.status).toBe(200);
  await go(page, '/irsa/clusters');
  const card = page.getByRole('listitem', { name: NAME });
  const discover = page.getByRole('button', { name: 'Discover now' });
  await discover.click();
  await expect(card).toBeVisible(DISCOVERED);
  await expect(card.getByRole('button', { name: /^Scan now/ })).toBeEnabled();
  await inEachScheme(page, async colorScheme => {
    await go(page, '/irsa/clusters?q=blue');
    await expect(card).toBeVisible();
    await expect(page.getByRole('list', { name: 'AWS accounts' })).toHaveCount(
      0,
    );
    await shoot(page, `cluster-new-${colorScheme}`);
    await expectNothingSerious(page, ['main']);
    await card.getByRole('button', { name: /^Setup/ }).click();
    const drawer = page.getByRole('dialog', { name: `Setup of ${NAME}` });
    const entry = drawer.getByRole('listitem', {
      name: 'EKS access entry of the backend',
    });
    await expect(entry).toContainText('Missing', DISCOVERED);
    await expect(entry).toContainText('eks create-access-entry');
    await expect(entry).toContainText('resource "aws_eks_access_entry"');
    await shoot(page, `cluster-setup-${colorScheme}`);
    await expectNothingSerious(page, ['[role=dialog]']);
  });

  await fetch(`${CLUSTERS}?name=blue`, { method: 'DELETE' });
  await go(page, '/irsa/clusters');
  await discover.click();
  await expect(card).toHaveCount(0, DISCOVERED);
});
