import path from 'node:path';
import { expect } from '@playwright/test';
import {
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CoreV1Api,
  KubeConfig,
  PatchStrategy,
  setHeaderOptions,
} from '@kubernetes/client-node';
import { signIn } from './api';
import { expectNothingSerious } from './axe';
import { countClicks } from './clicks';
import { readExports } from './clients/tools';
import { shoot } from './images';
import { AWS, SANDBOX_DIRECTORY } from './product';
import { go, schemesFor } from './visit';
import { test } from './test';

const SERVICE = 'storefront';
const NAMESPACE = 'shop';
const API = '/api/irsa/v1';
const ROLE_ARN = 'eks.amazonaws.com/role-arn';
const AUDIENCE = 'eks.amazonaws.com/audience';
/** To a red card, and from it to a green one. */
const MOST_CLICKS = 3;

interface Account {
  id: string;
  roleArn: string;
}

async function accountOf(): Promise<Account | undefined> {
  const send = await signIn();
  const { body } = await send(
    'GET',
    `${API}/entities/component/default/${SERVICE}/service-accounts`,
  );
  return body.items[0];
}

function iam(): IAMClient {
  const env = readExports('aws.env');
  return new IAMClient({
    endpoint: AWS,
    region: env.AWS_REGION,
    credentials: {
      accessKeyId: env.AWS_ACCESS_KEY_ID,
      secretAccessKey: env.AWS_SECRET_ACCESS_KEY,
    },
  });
}

function cluster(): CoreV1Api {
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromFile(path.join(SANDBOX_DIRECTORY, 'kubeconfig'));
  kubeConfig.setCurrentContext('prod-eu');
  return kubeConfig.makeApiClient(CoreV1Api);
}

/** By the sandbox, as it plants them into services of the company. */
const planted = (fault: string) => async () => {
  const answer = await fetch(`${AWS}/__sandbox/faults`, {
    method: 'POST',
    body: JSON.stringify({ fault, service: `prod-eu/${NAMESPACE}/${SERVICE}` }),
  });
  expect(answer.status, await answer.text()).toBe(200);
};

const annotated = (key: string, value: string | null) => async () => {
  await cluster().patchNamespacedServiceAccount(
    {
      namespace: NAMESPACE,
      name: SERVICE,
      body: { metadata: { annotations: { [key]: value } } },
    },
    setHeaderOptions('Content-Type', PatchStrategy.MergePatch),
  );
};

/** Changes the statement that Backstage wrote, as somebody edits it by hand. */
const trusted =
  (change: (text: string) => string) => async (RoleName: string) => {
    const client = iam();
    const { Role } = await client.send(new GetRoleCommand({ RoleName }));
    const text = decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '');
    const PolicyDocument = change(text);
    expect(PolicyDocument).not.toBe(text);
    await client.send(
      new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }),
    );
  };
const SUBJECT = `system:serviceaccount:${NAMESPACE}:${SERVICE}`;

async function detachPolicies(RoleName: string) {
  const client = iam();
  const { AttachedPolicies = [] } = await client.send(
    new ListAttachedRolePoliciesCommand({ RoleName }),
  );
  for (const { PolicyArn } of AttachedPolicies) {
    await client.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
  }
}

/** Every fault that a plan resolves, and how somebody makes it. */
const FAULTS: [fault: string, make: (role: string) => Promise<unknown>][] = [
  [
    'the trust policy names another namespace',
    trusted(text =>
      text.replace(SUBJECT, `system:serviceaccount:old:${SERVICE}`),
    ),
  ],
  [
    'the trust policy has a wildcard that is taken literally',
    trusted(text =>
      text.replace(SUBJECT, `system:serviceaccount:${NAMESPACE}:*`),
    ),
  ],
  [
    'the trust policy names the issuer of a cluster that is gone',
    trusted(text => text.replace(/\/id\/\w+/g, `/id/${'0'.repeat(32)}`)),
  ],
  [
    'the trust policy names another audience',
    trusted(text =>
      text.replace('"sts.amazonaws.com"', '"https://example.com"'),
    ),
  ],
  [
    'the trust policy lets in the account alone',
    trusted(() =>
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::111122223333:root' },
            Action: 'sts:AssumeRole',
          },
        ],
      }),
    ),
  ],
  ['the annotation is missing', annotated(ROLE_ARN, null)],
  [
    'the ServiceAccount asks for another audience',
    annotated(AUDIENCE, 'https://example.com'),
  ],
  [
    'the ServiceAccount is deleted',
    () =>
      cluster().deleteNamespacedServiceAccount({
        namespace: NAMESPACE,
        name: SERVICE,
      }),
  ],
  ['a policy lost its actions', planted('action-not-allowed')],
  ['the policy is detached', detachPolicies],
  [
    'the role is deleted',
    async RoleName => {
      await detachPolicies(RoleName);
      await iam().send(new DeleteRoleCommand({ RoleName }));
    },
  ],
];

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  const send = await signIn();
  const { status, body } = await send('PUT', `${API}/service-accounts`, {
    spec: {
      entityRef: `component:default/${SERVICE}`,
      cluster: 'prod-eu',
      namespace: NAMESPACE,
      name: SERVICE,
      grants: [{ service: 's3', access: 'read', resource: 'shop-assets' }],
    },
  });
  expect(status, JSON.stringify(body)).toBe(200);
});

test.afterAll(async () => {
  const account = await accountOf();
  const send = await signIn();
  await send('DELETE', `${API}/service-accounts/${account?.id}`);
});

for (const [index, [fault, make]] of FAULTS.entries()) {
  const isFirst = index === 0;
  test(`a plan fixes in ${MOST_CLICKS} clicks: ${fault}`, async ({ page }) => {
    const account = await accountOf();
    await make(account?.roleArn.split('/').pop() ?? '');
    const send = await signIn();
    await send('POST', `${API}/service-accounts/${account?.id}/verifications`, {
      live: true,
    });
    const [colorScheme] = schemesFor(fault);
    await page.emulateMedia({ colorScheme });
    await go(page, `/catalog/default/component/${SERVICE}`);
    const card = page.getByRole('region', { name: 'AWS access' });
    const status = card.locator('[data-status]').first();
    await expect(status).toHaveText(/^(Broken|Degraded)$/);

    const clicks = await countClicks(page);
    const fix = card.getByRole('button', { name: 'Fix…' });
    // The first by keyboard.
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
    await expect(status).toHaveText('Verified');
    expect(await clicks()).toBeLessThanOrEqual(MOST_CLICKS);
    await expect(card.getByText('Plan applied.')).toBeVisible();
  });
}
