import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockCredentials } from '@backstage/backend-test-utils';
import { EKS_ANNOTATIONS } from '@backstage-irsa/core/model';
import request from 'supertest';
import { API, startTestHost, type TestHost } from '../__testUtils__/host';
import { componentOf, specOf } from '../__testUtils__/core';
import { coreOf } from '../__testUtils__/coreOf';

const TEAM = 'group:default/team';
const OTHERS = 'group:default/others';
const ADA = 'user:default/ada';
const ADMIN = 'user:default/admin';
const ADMINS = 'group:default/admins';

const BOTH = [
  { service: 's3', access: 'read-write', resource: 'my-app-uploads' },
  { service: 'sqs', access: 'consume', resource: 'my-app-events' },
];
const LESS = [{ service: 's3', access: 'read', resource: 'my-app-uploads' }];

/** Rules are revoked or tightened after access was granted. They never block a request that only removes access. */
describe('removing access', () => {
  const directory = mkdtempSync(join(tmpdir(), 'irsa-removing-'));
  const database = {
    client: 'better-sqlite3',
    connection: { directory },
  };
  let before: TestHost;
  let after: TestHost;
  const ids = new Map<string, string>();

  const api = (
    host: TestHost,
    method: 'post' | 'put' | 'delete',
    path: string,
    who: string,
    body: object = {},
  ) =>
    request(host.backend.server)
      [method](`${API}${path}`)
      .set('Authorization', mockCredentials.user.header(who))
      .send(body);
  const specFor = (name: string, change: object = {}) => ({
    spec: specOf({
      name,
      entityRef: `component:default/${name}`,
      grants: BOTH,
      ...change,
    }),
  });
  const names = [
    'narrowed',
    'smaller',
    'same',
    'bigger',
    'gone',
    'unnamed',
    'sized',
    'cut',
    'last',
  ];

  beforeAll(async () => {
    before = await startTestHost({
      database,
      entities: () => names.map(name => componentOf(name, TEAM)),
      users: { [ADA]: [TEAM] },
    });
    for (const name of names) {
      const { status, body } = await api(
        before,
        'put',
        '/service-accounts',
        ADA,
        specFor(name),
      );
      if (status !== 200) throw new Error(body.error.message);
      ids.set(name, body.serviceAccount.id);
    }
    after = await startTestHost({
      database,
      beside: before,
      // The entities have been removed from the catalog.
      entities: () => [],
      users: { [ADA]: [TEAM], [ADMIN]: [ADMINS] },
      irsa: {
        administrators: [ADMINS],
        namespaceRules: [
          { owners: [OTHERS], clusters: ['*'], namespaces: ['other'] },
        ],
        guardrails: { deniedActions: ['s3:*', 'sqs:*'] },
        limits: { requestsPerMinute: 15 },
      },
    });
  });
  afterAll(async () => {
    await after?.stop();
    await before?.stop();
    rmSync(directory, { recursive: true });
  });

  const put = (name: string, change: object = {}, who = ADA) =>
    api(after, 'put', '/service-accounts', who, specFor(name, change));
  const roleOf = (name: string) =>
    [...after.sandbox.world.accounts.get('111122223333')!.roles.values()].find(
      role => role.name.startsWith(`${name}-`),
    );

  it('with a smaller spec is applied', async () => {
    const { status, body } = await put('smaller', { grants: LESS });
    expect([status, body.error?.message]).toEqual([200, undefined]);
    expect(body.serviceAccount.spec.grants).toEqual(LESS);
    // Removes the rest.
    expect((await put('smaller', { grants: [] })).status).toBe(200);
    // Removed access cannot be restored.
    const back = await put('smaller', { grants: LESS });
    expect([back.status, back.body.error.message]).toEqual([
      400,
      expect.stringContaining('[namespace-owner]'),
    ]);
  });

  it.each([
    ['the same access again', 'same', {}],
    [
      'more access',
      'bigger',
      {
        grants: [
          ...BOTH,
          { service: 'sns', access: 'publish', resource: 'my-topic' },
        ],
      },
    ],
    [
      'less access to one service and more to another',
      'bigger',
      {
        grants: [
          { service: 'sqs', access: 'send', resource: 'my-app-uploads' },
        ],
      },
    ],
    [
      'less access for another role',
      'bigger',
      { grants: LESS, roleName: 'other' },
    ],
    [
      'less access through EKS Pod Identity',
      'bigger',
      { grants: LESS, mechanism: 'pod-identity' },
    ],
  ])('cannot be used to request %s', async (_, name, change) => {
    const { status, body } = await put(name, change);
    expect([status, body.error.message]).toEqual([
      400,
      expect.stringContaining('[namespace-owner]'),
    ]);
  });

  it('does not recreate what somebody deleted', async () => {
    const role = roleOf('gone')!;
    const { roles } = after.sandbox.world.accounts.get('111122223333')!;
    roles.delete(role.name);
    const { status, body } = await put('gone', { grants: LESS });
    expect([status, body.error.message]).toEqual([
      400,
      expect.stringContaining('[namespace-owner]'),
    ]);
    expect(roleOf('gone')).toBeUndefined();
  });

  it('does not restore an annotation that an administrator removed', async () => {
    const core = coreOf(after.kubeconfig);
    const place = { namespace: 'production', name: 'unnamed' };
    const body = await core.readNamespacedServiceAccount(place);
    delete body.metadata!.annotations![EKS_ANNOTATIONS.roleArn];
    await core.replaceNamespacedServiceAccount({ ...place, body });
    const { status, body: answer } = await put('unnamed', { grants: LESS });
    expect([status, answer.error?.message]).toEqual([
      400,
      expect.stringContaining('[namespace-owner]'),
    ]);
    const now = await core.readNamespacedServiceAccount(place);
    expect(now.metadata?.annotations).not.toHaveProperty([
      EKS_ANNOTATIONS.roleArn,
    ]);
  });

  it('does not restore what an administrator removed from the policy', async () => {
    const { policies } = after.sandbox.world.accounts.get('111122223333')!;
    const policy = [...policies.values()].find(({ name }) =>
      name.startsWith('narrowed-'),
    )!;
    const [version] = policy.versions;
    version.document = JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::my-app-uploads/*',
      },
    });
    const { status, body } = await put('narrowed', { grants: LESS });
    expect([status, body.error?.message]).toEqual([
      400,
      expect.stringContaining('[namespace-owner]'),
    ]);
    expect(policy.versions.length).toBe(1);
    expect((await put('narrowed', { grants: [] })).status).toBe(200);
  });

  it('counts toward the rate limit', async () => {
    let asked = await put('same');
    for (let more = 0; asked.status !== 429 && more < 20; more += 1) {
      asked = await put('same');
    }
    expect(asked.status).toBe(429);
  });

  it('with a right-size is applied', async () => {
    const { status, body } = await api(
      after,
      'post',
      `/service-accounts/${ids.get('sized')}/right-sizings`,
      ADA,
      { drop: ['sqs'] },
    );
    expect([status, body.error?.message]).toEqual([200, undefined]);
  });

  it('with a cut-off works, and so does restoring it', async () => {
    const path = `/service-accounts/${ids.get('cut')}/cut-off`;
    const reason = { reason: 'an incident' };
    expect((await api(after, 'post', path, ADA, reason)).status).toBe(200);
    expect((await api(after, 'delete', path, ADA, reason)).status).toBe(200);
  });

  it('with a deletion works for the recorded owner, and for administrators if the group no longer exists', async () => {
    for (const [name, who] of [
      ['cut', ADA],
      ['last', ADMIN],
    ]) {
      const { status, body } = await api(
        after,
        'delete',
        `/service-accounts/${ids.get(name)}`,
        who,
      );
      expect([name, status, body.error?.message]).toEqual([
        name,
        200,
        undefined,
      ]);
      expect(roleOf(name)).toBeUndefined();
    }
  });
});
