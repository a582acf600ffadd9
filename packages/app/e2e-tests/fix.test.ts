import { expect, type Locator } from '@playwright/test';
import { signIn } from './api';
import { expectNothingSerious } from './axe';
import { countClicks } from './clicks';
import { CLUSTER, FAULTS, NAMESPACE, SERVICE, type Fault } from './fixFaults';
import { shoot } from './images';
import { test } from './test';
import { go, schemesFor } from './visit';

const API = '/api/irsa/v1';
/** The maximum number of clicks from a red card to a green card. */
const MOST_CLICKS = 3;

interface Account {
  id: string;
  roleArn: string;
}

async function accountOf(): Promise<Account> {
  const send = await signIn();
  const { body } = await send(
    'GET',
    `${API}/entities/component/default/${SERVICE}/service-accounts`,
  );
  return body.items[0];
}

/** Verifies the service, so that the fault is known before the page opens. */
async function found({ make }: Fault) {
  const { id, roleArn } = await accountOf();
  await make(roleArn.split('/').pop() ?? '');
  const send = await signIn();
  const { status, body } = await send(
    'POST',
    `${API}/service-accounts/${id}/verifications`,
    { live: true },
  );
  expect(status, JSON.stringify(body)).toBe(200);
}

/** Returns the text of the card, and the button that opens the plan. */
async function offered(card: Locator, { isDrift }: Fault): Promise<Locator> {
  if (isDrift) {
    await expect(card.getByText('1 resource has drifted')).toBeVisible();
    return card.getByRole('button', { name: 'Reconcile…' });
  }
  await expect(card.locator('[data-status]').first()).toHaveText(
    /^(Broken|Degraded)$/,
  );
  return card.getByRole('button', { name: 'Fix…' });
}

test.describe.configure({ mode: 'serial' });

for (const [group, { title: by, spec, faults }] of FAULTS.entries()) {
  test.describe(by, () => {
    test.beforeAll(async () => {
      const send = await signIn();
      const { status, body } = await send('PUT', `${API}/service-accounts`, {
        spec: {
          entityRef: `component:default/${SERVICE}`,
          cluster: CLUSTER,
          namespace: NAMESPACE,
          name: SERVICE,
          grants: [{ service: 's3', access: 'read', resource: 'shop-assets' }],
          ...spec,
        },
      });
      expect(status, JSON.stringify(body)).toBe(200);
    });

    test.afterAll(async () => {
      const { id } = await accountOf();
      const send = await signIn();
      await send('DELETE', `${API}/service-accounts/${id}`);
    });

    for (const [index, fault] of faults.entries()) {
      const isFirst = group === 0 && index === 0;
      test(`a plan fixes in ${MOST_CLICKS} clicks: ${fault.title}`, async ({
        page,
      }) => {
        await found(fault);
        const [colorScheme] = schemesFor(fault.title);
        await page.emulateMedia({ colorScheme });
        await go(page, `/catalog/default/component/${SERVICE}`);
        const card = page.getByRole('region', { name: 'AWS access' });
        const fix = await offered(card, fault);

        const clicks = await countClicks(page);
        // The first fault is fixed by keyboard.
        if (isFirst) await fix.press('Enter');
        else await fix.click();
        const dialog = page.getByRole('dialog', { name: /^Fix / });
        await expect(
          dialog.getByRole('list', { name: 'What changes' }),
        ).toBeVisible();
        if (isFirst) {
          await shoot(dialog, `fix-${colorScheme}`);
          await expectNothingSerious(page, ['[role=dialog]']);
        }
        const apply = dialog.getByRole('button', { name: 'Apply' });
        if (isFirst) await apply.press('Enter');
        else await apply.click();
        await expect(card.getByText('Plan applied.')).toBeVisible();
        // EKS Pod Identity has no live proof.
        await expect(card.locator('[data-status]').first()).toHaveText(
          by === 'EKS Pod Identity' ? /^(Verified|Checks pass)$/ : 'Verified',
        );
        await expect(card.getByText(/drifted$/)).toHaveCount(0);
        expect(await clicks()).toBeLessThanOrEqual(MOST_CLICKS);
      });
    }
  });
}
