import { IAMClient } from '@aws-sdk/client-iam';
import {
  SERVICE_ACCOUNT_ANNOTATION,
  type CheckResult,
  type IamServiceAccount,
  type Verification,
} from '@backstage-irsa/core/model';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { policyFile, PROD } from '../__testUtils__/iam/files';
import {
  BASE,
  startWith,
  without,
  withoutAction,
} from '../__testUtils__/iam/identity';
import {
  permissionsOf,
  type Permission,
} from '../__testUtils__/iam/permissions';
import { componentOf, specOf } from '../__testUtils__/core';
import { checks as registry } from '@backstage-irsa/core/checks';
import { statusOf } from '@backstage-irsa/core/status';

const metas = new Map(registry.map(({ meta }) => [meta.id, meta]));
const reads = [
  ...new Set(registry.flatMap(({ meta }) => meta.requiredPermissions)),
];

/** A permission for cached data. It is tested with backends that start without it. */
const REMEMBERED = 'eks:DescribeCluster';
const READ = 'iam-policy.read.json';
const permissions = BASE.flatMap(file => permissionsOf(file));
/** Returns the permission with this name from the files. */
const permissionOf = (name: string): Permission =>
  permissions.find(permission => permission.name === name)!;
const iamPermissions = reads.filter(
  name =>
    name !== REMEMBERED &&
    permissions.some(
      permission => permission.file === READ && permission.name === name,
    ),
);
const clusterPermissions = reads.filter(permission =>
  /^[a-z]+ [a-z/]+$/.test(permission),
);

/** This permission is tested separately: the identity that requests tokens uses it. */
const TOKEN_REQUEST = 'create serviceaccounts/token';

/** The permissions that every verification needs. */
const NEEDED = [
  'iam:GetOpenIDConnectProvider',
  'iam:GetRole',
  'iam:ListAttachedRolePolicies',
  'iam:GetPolicy',
  'iam:GetPolicyVersion',
  'iam:ListRolePolicies',
  'iam:GetRolePolicy',
  'get serviceaccounts',
  'list pods',
  'list mutatingwebhookconfigurations',
];

/** Returns the unknown checks, except for those blocked by another check. */
const unread = ({ checks }: Verification) =>
  checks.filter(({ result, blockedBy }) => result === 'unknown' && !blockedBy);

/** Returns the checks that are unknown only because of the missing permission. */
const newlyUnread = (now: Verification, before: Verification) => {
  const known = new Set(unread(before).map(({ id }) => id));
  return unread(now).filter(({ id }) => !known.has(id));
};

const textOf = ({ message, remediation }: CheckResult) =>
  `${message} ${remediation ?? ''}`;

/** Checks that unreadable data makes no check pass or fail. */
function expectNothingFalse(now: Verification, healthy: Verification): void {
  for (const check of now.checks) {
    const before = healthy.checks.find(({ id }) => id === check.id);
    expect({ id: check.id, result: check.result }).toEqual({
      id: check.id,
      result: expect.stringMatching(
        check.result === 'unknown' ? 'unknown' : `^${before?.result}$`,
      ),
    });
  }
  // A check can be missing if it is unknown whether it applies to the service.
  expect(healthy.checks.map(({ id }) => id)).toEqual(
    expect.arrayContaining(now.checks.map(({ id }) => id)),
  );
  expect(now.status).toBe(statusOf(now.checks));
}

describe('with one missing permission', () => {
  let host: TestHost;
  let id: string;
  let healthy: Verification;

  const verify = async (live = false): Promise<Verification> =>
    (await host.post(`/service-accounts/${id}/verifications`, { live })).body;

  beforeAll(async () => {
    host = await startWith();
    const { body } = await host.put(
      specOf({
        grants: [
          { service: 's3', access: 'write', resource: 'orders-uploads' },
        ],
      }),
    );
    id = body.serviceAccount.id;
    const { roles } = host.sandbox.world.accounts.get(PROD)!;
    const role = [...roles.values()].find(
      ({ arn }) => arn === body.serviceAccount.roleArn,
    )!;
    role.inlinePolicies.set('theirs', JSON.stringify(policyFile(READ)));
    healthy = await verify();
  });
  afterAll(() => host?.stop());
  afterEach(() => jest.restoreAllMocks());

  /** Verifies while the backend lacks a permission. */
  const verifyWithout = (name: string, live = false): Promise<Verification> =>
    without(host, permissionOf(name), () => verify(live));

  /** Checks that the unknown checks name the permission. There can be none if a healthy service does not need it. */
  function expectNamed(permission: string, now: Verification): void {
    const told = newlyUnread(now, healthy);
    expect(told.length > 0 || !NEEDED.includes(permission)).toBe(true);
    for (const check of told) {
      expect(textOf(check)).toContain(permission);
      expect(metas.get(check.id)?.requiredPermissions).toContain(permission);
    }
  }

  it('a service is healthy if none is missing', () => {
    expect(unread(healthy)).toEqual([]);
    expect(healthy.checks.filter(({ result }) => result === 'fail')).toEqual(
      [],
    );
    expect(iamPermissions.length).toBeGreaterThan(5);
    expect(clusterPermissions.length).toBeGreaterThan(2);
  });

  it.each(iamPermissions)(
    '%s: is named, and everything else is returned',
    async permission => {
      const now = await verifyWithout(permission);
      expectNothingFalse(now, healthy);
      expectNamed(permission, now);
      expect(now.checks.some(({ result }) => result === 'pass')).toBe(true);
    },
  );

  it.each(clusterPermissions.filter(each => each !== TOKEN_REQUEST))(
    '%s: is named, and everything else is returned',
    async permission => {
      const now = await verifyWithout(permission);
      expectNothingFalse(now, healthy);
      expectNamed(permission, now);
      expect(now.checks.some(({ result }) => result === 'pass')).toBe(true);
    },
  );

  it(`${TOKEN_REQUEST}: the live proof fails and names it, and no check fails`, async () => {
    const now = await verifyWithout(TOKEN_REQUEST, true);
    expect(now.liveProof).toMatchObject({
      result: 'failed',
      reason: expect.stringContaining(TOKEN_REQUEST),
    });
    expect(now.checks.filter(({ result }) => result === 'fail')).toEqual([]);
    expectNothingFalse(now, await verify(true));
  });

  it('no IAM access at all: is reported, and the data of the cluster is returned', async () => {
    jest.spyOn(IAMClient.prototype, 'send').mockImplementation(async () => {
      throw new Error('connect ECONNREFUSED 127.0.0.1:9');
    });
    const now = await verify();
    expectNothingFalse(now, healthy);
    expect(now.status).toBe('unknown');
    expect(unread(now).map(textOf).join('\n')).toContain('ECONNREFUSED');
    const results = new Map(now.checks.map(({ id: c, result }) => [c, result]));
    expect(results.get('role-annotation')).toBe('pass');
    expect(results.get('role-exists')).toBe('unknown');
  });
});

it(`without ${REMEMBERED}, the response names the missing permission`, async () => {
  const service = 'prod-eu/production/orders-api';
  const host = await startWith(BASE, {
    documents: { [READ]: withoutAction(policyFile(READ), REMEMBERED) },
    entities: () => [
      componentOf('orders', 'group:default/team', {
        [SERVICE_ACCOUNT_ANNOTATION]: service,
      }),
    ],
  });
  const { body } = await host.post(
    '/entities/component/default/orders/verifications',
    {},
  );
  const [{ verification }]: IamServiceAccount[] = body.items;
  expect(verification?.status).toBe('unknown');
  expect(verification?.checks.map(textOf).join('\n')).toContain(REMEMBERED);
  expect(
    verification?.checks.filter(({ result }) => result === 'fail'),
  ).toEqual([]);
  await host.stop();
});

it('one unreachable cluster does not affect the others', async () => {
  const host = await startTestHost({
    irsa: (_, file) => ({
      clusters: [
        {
          name: 'prod-eu',
          accountId: PROD,
          region: 'eu-west-1',
          access: { type: 'kubeconfig', file, context: 'prod-eu' },
        },
        {
          name: 'staging-eu',
          accountId: '444455556666',
          region: 'eu-west-1',
          access: {
            type: 'service-account-token',
            url: 'https://127.0.0.1:9',
            token: 'of-nobody',
          },
        },
      ],
    }),
    entities: () => [
      componentOf('both', 'group:default/team', {
        [SERVICE_ACCOUNT_ANNOTATION]:
          'prod-eu/production/orders-api, staging-eu/production/orders-api',
      }),
    ],
  });
  const { body } = await host.post(
    '/entities/component/default/both/verifications',
    {},
  );
  const items: IamServiceAccount[] = body.items;
  const of = (name: string) =>
    items.find(({ cluster }) => cluster === name)?.verification;
  expect(of('prod-eu')?.status).toBe('verified');
  const lost = of('staging-eu');
  expect(lost?.status).toBe('unknown');
  expect(lost?.checks.map(textOf).join('\n')).toContain('could not be reached');
  expect(lost?.checks.filter(({ result }) => result === 'fail')).toEqual([]);
  await host.stop();
});
