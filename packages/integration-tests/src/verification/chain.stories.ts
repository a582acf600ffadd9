import {
  SERVICE_ACCOUNT_ANNOTATION,
  type Chain,
  type IamServiceAccount,
} from '@backstage-irsa/core/model';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { componentOf, specOf } from '../__testUtils__/core';

const HEALTHY = 'prod-eu/production/orders-api';
const OLDER_PODS = 'prod-eu/shop/checkout';

describe('the chain of a service', () => {
  let host: TestHost;
  const ids: Record<string, string> = {};

  async function chain(name: string): Promise<Chain> {
    const { status, body } = await host.get(
      `/service-accounts/${ids[name]}/chain`,
    );
    expect(status).toBe(200);
    return body;
  }

  beforeAll(async () => {
    host = await startTestHost({
      entities: () => [
        componentOf('ours', 'group:default/team', {
          [SERVICE_ACCOUNT_ANNOTATION]: [HEALTHY, OLDER_PODS].join(','),
        }),
      ],
    });
    const { body } = await host.post(
      '/entities/component/default/ours/verifications',
      {},
    );
    for (const { id, name } of body.items as IamServiceAccount[]) {
      ids[name] = id;
    }
  });
  afterAll(() => host?.stop());

  it('is complete for a healthy service, and returned from the store', async () => {
    const before = host.sandbox.world.calls.count;
    const { links, pods } = await chain('orders-api');
    expect(host.sandbox.world.calls.since(before)).toEqual([]);
    expect(links.map(({ link }) => link)).toEqual([
      'workload',
      'service-account',
      'oidc-provider',
      'trust-policy',
      'role',
      'permissions',
    ]);
    expect(links.filter(({ name }) => name === null)).toEqual([]);
    expect(pods).toHaveLength(3);
    for (const { workload, containers } of pods ?? []) {
      expect(workload).toBe('deployment/orders-api');
      expect(containers).toMatchObject([
        { configured: true, injected: true, credentials: 'web-identity' },
      ]);
    }
  });

  it('shows the current state of pods that are older than the annotation', async () => {
    const { pods } = await chain('checkout');
    expect(pods?.flatMap(({ containers }) => containers)).toEqual(
      Array(3).fill({
        name: 'app',
        init: false,
        configured: true,
        injected: false,
        credentials: 'node-role-or-none',
        reason: expect.any(String),
      }),
    );
  });

  it('has no workload while there are no pods', async () => {
    const { body } = await host.put(specOf());
    ids.uploads = body.serviceAccount.id;
    const { links, pods } = await chain('uploads');
    expect(pods).toEqual([]);
    expect(links[0]).toMatchObject({ link: 'workload', name: null });
    expect(links[4].name).not.toBeNull();
  });

  it('is updated by each verification', async () => {
    const before = (await chain('orders-api')).checkedAt;
    await host.post(`/service-accounts/${ids['orders-api']}/verifications`, {
      live: false,
    });
    const after = (await chain('orders-api')).checkedAt;
    expect(Date.parse(after ?? '')).toBeGreaterThan(Date.parse(before ?? ''));
  });

  it('is not found for an unknown service account', async () => {
    const { status } = await host.get('/service-accounts/none/chain');
    expect(status).toBe(404);
  });
});
