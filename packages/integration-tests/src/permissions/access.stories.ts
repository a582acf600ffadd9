import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JsonObject } from '@backstage/types';
import {
  SERVICE_ACCOUNT_ANNOTATION,
  type CheckResult,
} from '@backstage-irsa/core/model';
import type { Sandbox } from '@backstage-irsa/sandbox';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { componentOf, specOf } from '../__testUtils__/core';

const orders = () => [
  componentOf('orders', 'group:default/team', {
    [SERVICE_ACCOUNT_ANNOTATION]: 'prod-eu/production/orders-api',
  }),
];

/** Returns `irsa.clusters` with only `prod-eu`. */
function prodEu(sandbox: Sandbox, change: JsonObject): JsonObject {
  const cluster = sandbox.world.clusters.get('prod-eu')!;
  const [token] = cluster.users.keys();
  const url = cluster.endpoint;
  const caData = Buffer.from(cluster.certificateAuthority).toString('base64');
  return {
    clusters: [
      {
        name: 'prod-eu',
        accountId: '111122223333',
        region: 'eu-west-1',
        access: { type: 'service-account-token', url, caData, token },
        ...change,
      },
    ],
  };
}

describe('access to a cluster', () => {
  let host: TestHost | undefined;
  afterEach(async () => {
    await host?.stop();
    host = undefined;
  });

  it.each<[string, JsonObject]>([
    ['a token', {}],
    ['a token signed with the AWS identity', { access: { type: 'eks' } }],
  ])(
    'works with %s',
    async (_, change) => {
      host = await startTestHost({ irsa: sandbox => prodEu(sandbox, change) });
      const { status, body } = await host.post(
        '/clusters/prod-eu/namespaces/refresh',
        {},
      );
      expect(status).toBe(200);
      expect(body.items).toContainEqual({
        name: 'production',
        resources: [{ owner: 'group:default/team', patterns: ['*'] }],
      });
      const { body: applied } = await host.put(specOf());
      expect(applied.verification.status).toBe('verified');
    },
    60_000,
  );

  it('reports the error of a cluster that refuses the token, without the token', async () => {
    host = await startTestHost({
      irsa: sandbox => {
        const config = prodEu(sandbox, {});
        return JSON.parse(
          JSON.stringify(config).replace(
            /"token":"[^"]*"/,
            '"token":"wrong-secret-token"',
          ),
        );
      },
      entities: orders,
    });
    const { status, body } = await host.post(
      '/clusters/prod-eu/namespaces/refresh',
      {},
    );
    expect(status).toBe(503);
    expect(body.error.message).toContain('(401)');
    expect(JSON.stringify(body)).not.toContain('wrong-secret-token');
    const put = await host.put(specOf());
    expect(put.status).toBe(503);
  });

  it('reports unknown results for an unreachable cluster', async () => {
    host = await startTestHost({
      irsa: sandbox =>
        prodEu(sandbox, {
          access: {
            type: 'service-account-token',
            url: 'https://127.0.0.1:9',
            token: 'unused',
          },
        }),
      entities: orders,
    });
    const { body } = await host.post(
      '/entities/component/default/orders/verifications',
      {},
    );
    const [{ verification }] = body.items;
    expect(verification.status).toBe('unknown');
    const results = verification.checks.map(
      ({ result }: CheckResult) => result,
    );
    expect(results).not.toContain('fail');
    expect(JSON.stringify(verification)).toContain('could not be reached');
  });
});

describe('without AWS', () => {
  let host: TestHost;
  let silent: Server;

  beforeAll(async () => {
    silent = createServer((_, response) => {
      response.writeHead(503).end();
    });
    await new Promise<void>(resolve => {
      silent.listen(0, '127.0.0.1', resolve);
    });
    const { port } = silent.address() as AddressInfo;
    host = await startTestHost({
      irsa: { aws: { endpoint: `http://127.0.0.1:${port}` } },
      entities: orders,
    });
  });
  afterAll(async () => {
    await host?.stop();
    silent.close();
  });

  it('AWS results are unknown, and other results are still returned', async () => {
    const { body } = await host.post(
      '/entities/component/default/orders/verifications',
      {},
    );
    const [{ verification }] = body.items;
    expect(verification.status).toBe('unknown');
    const result = (id: string) =>
      verification.checks.find((check: CheckResult) => check.id === id).result;
    expect(result('service-account-exists')).toBe('pass');
    expect(result('role-annotation')).toBe('pass');
    expect(result('pods-injected')).toBe('pass');
    expect(result('cluster-reachable')).toBe('unknown');
    expect(result('role-exists')).toBe('unknown');
  });

  it('nothing is written', async () => {
    const { status } = await host.put(specOf());
    expect(status).toBe(503);
    const writes = host.sandbox.world.calls.all().filter(call => call.write);
    expect(writes).toEqual([]);
  });
});
