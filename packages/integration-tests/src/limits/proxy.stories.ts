import { startTestHost, type TestHost } from '../__testUtils__/host';
import { specOf } from '../__testUtils__/core';
import { startProxy, type AuthenticatingProxy } from '../__testUtils__/proxy';

const CLUSTER = {
  name: 'prod-eu',
  accountId: '111122223333',
  region: 'eu-west-1',
  // Endpoint and certificate authority come from EKS: a private one, as of every cluster.
  access: { type: 'eks' },
};

describe('behind a proxy that asks for a password', () => {
  const environment = { ...process.env };
  let proxy: AuthenticatingProxy;
  let host: TestHost;

  const startBehind = (url: string) => {
    process.env = {
      ...environment,
      NODE_USE_ENV_PROXY: '1',
      HTTP_PROXY: url,
      HTTPS_PROXY: url,
      NO_PROXY: '',
    };
    return startTestHost({
      irsa: { clusters: [{ ...CLUSTER, proxyUrl: url }] },
    });
  };

  beforeAll(async () => {
    proxy = await startProxy();
  });
  afterEach(async () => {
    await host?.stop();
    process.env = environment;
  });
  afterAll(() => proxy?.close());

  it('reaches AWS and the cluster through it alone', async () => {
    host = await startBehind(proxy.url);
    const { status, body } = await host.put(specOf({ name: 'proxied' }));
    expect([status, body.error?.message]).toEqual([200, undefined]);
    expect(body.verification.status).toBe('verified');
    const cluster = host.sandbox.world.clusters.get('prod-eu')!;
    expect([...proxy.reached].sort()).toEqual(
      [
        new URL(host.sandbox.awsEndpoint).host,
        new URL(cluster.endpoint).host,
      ].sort(),
    );
    expect(proxy.refused()).toBe(0);
    expect(JSON.stringify(body)).not.toContain(proxy.password);
  });

  it('says what is out of reach when the proxy refuses it, and no password', async () => {
    host = await startBehind(
      proxy.url.replace(proxy.password, 'another-secret'),
    );
    const { status, body } = await host.put(specOf({ name: 'refused' }));
    expect(status).toBe(503);
    expect(proxy.refused()).toBeGreaterThan(0);
    expect(JSON.stringify(body)).not.toContain('another-secret');
  });
});
