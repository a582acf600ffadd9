import { execFile, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { KubeConfig } from '@kubernetes/client-node';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { specOf } from '../__testUtils__/core';
import { startProxy, type AuthenticatingProxy } from '../__testUtils__/proxy';

const CLUSTER = {
  name: 'prod-eu',
  accountId: '111122223333',
  region: 'eu-west-1',
  // Endpoint and certificate authority come from EKS, which uses a private authority for every cluster.
  access: { type: 'eks' },
};

const hasCurl = spawnSync('curl', ['--version']).status === 0;
const curl = (...args: string[]): Promise<{ stdout: string; stderr: string }> =>
  promisify(execFile)('curl', [
    ...['--silent', '--show-error', '--max-time', '20', '--noproxy', ''],
    ...args,
  ]).catch(error => error);

describe('behind a proxy that requires a password', () => {
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

  it('the backend reaches AWS and the cluster only through the proxy', async () => {
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

  it('the backend reports an error without the password when the proxy refuses it', async () => {
    host = await startBehind(
      proxy.url.replace(proxy.password, 'another-secret'),
    );
    const { status, body } = await host.put(specOf({ name: 'refused' }));
    expect(status).toBe(503);
    expect(proxy.refused()).toBeGreaterThan(0);
    expect(JSON.stringify(body)).not.toContain('another-secret');
  });

  it('curl reaches the same with the password and the certificate authority of the cluster', async () => {
    if (!hasCurl) {
      process.stderr.write('Skipped: curl is not installed.\n');
      return;
    }
    host = await startTestHost();
    const config = new KubeConfig();
    config.loadFromFile(host.kubeconfig);
    const cluster = config.getCurrentCluster()!;
    const { token } = config.getCurrentUser()!;
    const caFile = join(dirname(host.kubeconfig), 'ca.crt');
    writeFileSync(caFile, Buffer.from(cluster.caData!, 'base64'));
    const authorization = `Authorization: Bearer ${token}`;
    const ask = (proxyUrl: string, ...more: string[]) =>
      curl(
        ...['--proxy', proxyUrl, '--header', authorization, ...more],
        `${cluster.server}/api/v1/namespaces/production/serviceaccounts`,
      );

    proxy.reached.clear();
    const listed = await ask(proxy.url, '--cacert', caFile);
    expect(JSON.parse(listed.stdout).kind).toBe('ServiceAccountList');
    expect([...proxy.reached]).toEqual([new URL(cluster.server).host]);
    const { stderr } = await ask(proxy.url);
    expect(stderr).toContain('certificate');
    const wrong = proxy.url.replace(proxy.password, 'wrong');
    const refused = await ask(wrong, '--cacert', caFile);
    expect(refused.stderr).toContain('407');

    const keys = host.sandbox.administrators.get('111122223333')!;
    const identity = await curl(
      ...['--proxy', proxy.url, '--aws-sigv4', 'aws:amz:eu-west-1:sts'],
      ...['--user', `${keys.accessKeyId}:${keys.secretAccessKey}`],
      ...['--data', 'Action=GetCallerIdentity&Version=2011-06-15'],
      host.sandbox.awsEndpoint,
    );
    expect(identity.stdout).toContain('<Account>111122223333</Account>');
  });
});

describe('without internet access', () => {
  let host: TestHost;
  afterAll(() => host?.stop());

  it('the backend connects only to AWS, the clusters, and Backstage itself', async () => {
    const hosts = new Set<string>();
    const connect = Socket.prototype.connect;
    jest
      .spyOn(Socket.prototype, 'connect')
      .mockImplementation(function record(this: Socket, ...args: unknown[]) {
        const [options] = [args[0]].flat(2) as [
          { host?: string; path?: string },
        ];
        if (!options.path) hosts.add(options.host ?? 'localhost');
        return Reflect.apply(connect, this, args);
      });
    host = await startTestHost();
    const { body } = await host.put(specOf({ name: 'isolated' }));
    const path = `/service-accounts/${body.serviceAccount.id}`;
    for (const [more, asked] of [
      ['/verifications', { live: true }],
      [
        '/simulations',
        { requests: [{ action: 's3:GetObject', resource: '*' }] },
      ],
      ['/diagnoses', { error: 'AccessDenied' }],
    ] as const) {
      await host.post(`${path}${more}`, asked);
    }
    expect((await host.delete(path)).status).toBe(200);
    jest.restoreAllMocks();
    expect(hosts.size).toBeGreaterThan(0);
    for (const name of hosts) {
      expect(name).toMatch(/^(127\.0\.0\.1|localhost|::1)$/);
    }
  });
});
