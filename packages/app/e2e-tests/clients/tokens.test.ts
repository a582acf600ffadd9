import { expect, test } from '@playwright/test';
import { aws, json, kubectl, readExports } from './tools';

/** A healthy service of the sandbox company. */
const service = { namespace: 'production', name: 'orders-api' };

async function token(name: string, audience: string) {
  const made = await kubectl('prod-eu', [
    ...['create', 'token', name, '-n', service.namespace],
    ...['--audience', audience],
  ]);
  expect(made.code, made.stderr).toBe(0);
  return made.stdout.trim();
}

/** Assumes the role of the service with a token, like the AWS SDK in a pod. */
async function assume(webIdentityToken: string) {
  const sa = json(
    await kubectl('prod-eu', [
      ...['get', 'serviceaccount', service.name],
      ...['-n', service.namespace, '-o', 'json'],
    ]),
  );
  const roleArn = sa.metadata.annotations['eks.amazonaws.com/role-arn'];
  return aws(
    [
      ...['sts', 'assume-role-with-web-identity', '--role-arn', roleArn],
      ...['--role-session-name', 'test'],
      ...['--web-identity-token', webIdentityToken],
    ],
    readExports('aws-endpoint.env'),
  );
}

/** Returns the token with the same claims and an invalid signature. */
function forge(genuine: string): string {
  const [header, claims] = genuine.split('.');
  return [header, claims, Buffer.alloc(256, 1).toString('base64url')].join('.');
}

test('the token of the service is accepted', async () => {
  const run = await assume(await token(service.name, 'sts.amazonaws.com'));
  expect(run.code, run.stderr).toBe(0);
});

const refusals = [
  {
    what: 'the token of another ServiceAccount',
    make: () => token('orders-worker', 'sts.amazonaws.com'),
    says: '(AccessDenied) when calling the AssumeRoleWithWebIdentity operation: Not authorized to perform sts:AssumeRoleWithWebIdentity',
  },
  {
    what: 'a token for another audience',
    make: () => token(service.name, 'vault'),
    says: '(InvalidIdentityToken) when calling the AssumeRoleWithWebIdentity operation: Incorrect token audience',
  },
  {
    what: 'a token with a forged signature',
    make: async () => forge(await token(service.name, 'sts.amazonaws.com')),
    says: '(InvalidIdentityToken)',
  },
];

for (const { what, make, says } of refusals) {
  test(`${what} is refused with the error that AWS returns`, async () => {
    const run = await assume(await make());
    expect(run.code).not.toBe(0);
    expect(run.stderr).toContain(says);
  });
}
