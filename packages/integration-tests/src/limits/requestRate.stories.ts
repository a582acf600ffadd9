import { mockCredentials } from '@backstage/backend-test-utils';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { actionsRegistry } from '../__testUtils__/registry';
import { specOf } from '../__testUtils__/core';

const MOST = 3;
const OTHER = mockCredentials.user('user:default/other');

describe('the rate limit of one user', () => {
  const { feature, invoke } = actionsRegistry();
  let host: TestHost;
  let id: string;
  beforeAll(async () => {
    host = await startTestHost({
      irsa: { limits: { requestsPerMinute: MOST } },
      users: { 'user:default/other': ['group:default/team'] },
      features: [feature],
    });
    const { body } = await host.put(specOf());
    id = body.serviceAccount.id;
    for (let at = 0; at < MOST; at += 1) {
      await host.post('/plans', { spec: specOf() });
    }
  });
  afterAll(() => host?.stop());

  const format = 'terraform';
  const requests = [{ action: 's3:GetObject', resource: 'arn:aws:s3:::a/b' }];

  it.each<[string, () => ReturnType<TestHost['put']>]>([
    ['a plan', () => host.post('/plans', { spec: specOf() })],
    ['a rendering', () => host.post('/renderings', { spec: specOf(), format })],
    [
      'a simulation',
      () => host.post(`/service-accounts/${id}/simulations`, { requests }),
    ],
    [
      'a diagnosis',
      () => host.post(`/service-accounts/${id}/diagnoses`, { text: 'x' }),
    ],
    [
      'a right-size proposal',
      () => host.post(`/service-accounts/${id}/right-size-proposals`, {}),
    ],
    [
      'a right-sizing',
      () =>
        host.post(`/service-accounts/${id}/right-sizings`, { drop: ['s3'] }),
    ],
    [
      'a migration plan',
      () =>
        host.post(`/service-accounts/${id}/migration-plans`, {
          to: 'pod-identity',
        }),
    ],
    [
      'a report of last access',
      () => host.post(`/service-accounts/${id}/last-accessed`, {}),
    ],
    [
      'a decision about a transfer, which judges its policies',
      () => host.post('/transfers/x/decisions', { decision: 'confirm' }),
    ],
    ['a scan', () => host.post('/scopes/cluster:prod-eu/scans', {})],
    ['a discovery', () => host.post('/discovery', {})],
    [
      'a query for who has access',
      () => host.get('/access?action=s3:GetObject&resource=*'),
    ],
  ])('refuses %s with the time to wait, and reads nothing', async (_, ask) => {
    const since = host.sandbox.world.calls.count;
    const { status, headers, body } = await ask();
    expect(status).toBe(429);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(body.error.message).toMatch(
      /^You made 3 requests of kind "evaluation" .* Retry in \d+ s\.$/,
    );
    expect(host.sandbox.world.calls.since(since)).toEqual([]);
  });

  it('counts registry actions together with the routes', async () => {
    await expect(invoke('plan', { ...specOf() })).rejects.toThrow(
      /^You made 3 requests/,
    );
  });

  it('does not affect other users or other kinds of requests', async () => {
    expect(await invoke('plan', { ...specOf() }, OTHER)).toMatchObject({
      violations: [],
    });
    const verified = await host.post(`/service-accounts/${id}/verifications`, {
      live: false,
    });
    expect(verified.status).toBe(200);
  });

  it('refuses changes above it, but never a deletion', async () => {
    const answers = [
      await host.put(specOf()),
      await host.put(specOf()),
      await host.put(specOf()),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    const others = [
      await host.post(`/service-accounts/${id}/hand-over`, {
        ...{ to: 'terraform', preview: true },
      }),
      await host.post(`/service-accounts/${id}/right-sizings/x/undo`, {}),
      await host.post(`/service-accounts/${id}/transfers`, {
        owner: 'group:default/others',
      }),
    ];
    expect(others.map(({ status }) => status)).toEqual([429, 429, 429]);
    const previews = [
      await host.delete(`/service-accounts/${id}?dryRun=true`),
      await host.delete(`/service-accounts/${id}?dryRun=true`),
      await host.delete(`/service-accounts/${id}?dryRun=true`),
      await host.delete(`/service-accounts/${id}?dryRun=true`),
    ];
    expect(previews.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await host.delete(`/service-accounts/${id}`)).status).toBe(200);
  });
});
