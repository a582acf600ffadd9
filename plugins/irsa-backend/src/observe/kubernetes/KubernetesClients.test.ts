import {
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClusterConfig } from '@backstage-irsa/core/model';
import { startSandbox, type Sandbox } from '@backstage-irsa/sandbox';
import { AwsClients } from '../aws/AwsClients';
import { ClusterReader } from '../aws/ClusterReader';
import { readKubernetes } from '../read';
import { KubernetesClients } from './KubernetesClients';

jest.setTimeout(60_000);

const MINUTE = 60_000;
const ACCOUNT = '111122223333';

describe('clients of a cluster', () => {
  const directory = mkdtempSync(join(tmpdir(), 'irsa-clusters-'));
  const kubeconfig = join(directory, 'kubeconfig');
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await startSandbox({
      directory,
      awsPort: 0,
      clusterPorts: [0, 0],
    });
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(async () => {
    await sandbox?.close();
    rmSync(directory, { recursive: true });
  });

  const cluster = (access: ClusterConfig['access']): ClusterConfig => ({
    ...{ name: 'prod-eu', eksName: 'prod-eu' },
    ...{ accountId: ACCOUNT, region: 'eu-west-1', access },
  });
  /** Creates the clients as the backend does. */
  const clients = () => {
    const aws = new AwsClients({
      credentials: {
        getCredentialProvider: async () => ({
          sdkCredentialProvider: async () =>
            sandbox.administrators.get(ACCOUNT)!,
        }),
      },
      budget: { take: async () => {} },
      isKnown: () => true,
      endpoint: sandbox.awsEndpoint,
      timeoutMs: 10_000,
    });
    const clusters = new ClusterReader({ aws });
    return new KubernetesClients({ aws, clusters, timeoutMs: 10_000 });
  };
  const read = async (from: KubernetesClients, config: ClusterConfig) =>
    (await from.core(config)).readNamespace({ name: 'default' });
  const passTime = (ms: number) => {
    const at = Date.now() + ms;
    jest.spyOn(Date, 'now').mockImplementation(() => at);
  };

  it.each<[string, (world: Sandbox['world']) => () => void]>([
    [
      'a new endpoint',
      ({ clusters }) => {
        const prod = clusters.get('prod-eu')!;
        const { endpoint } = prod;
        prod.endpoint = 'https://old.invalid';
        return () => (prod.endpoint = endpoint);
      },
    ],
    [
      'a new certificate authority',
      ({ clusters }) => {
        const prod = clusters.get('prod-eu')!;
        const { certificateAuthority } = prod;
        prod.certificateAuthority =
          clusters.get('staging-eu')!.certificateAuthority;
        return () => (prod.certificateAuthority = certificateAuthority);
      },
    ],
  ])('use %s one minute after EKS reports it', async (_, change) => {
    const [from, config] = [clients(), cluster({ type: 'eks' })];
    const renew = change(sandbox.world);
    await expect(read(from, config)).rejects.toThrow('fetch failed');
    renew();
    passTime(MINUTE);
    expect((await read(from, config)).metadata?.name).toBe('default');
  });

  it('use the last data of EKS while EKS does not respond', async () => {
    const [from, config] = [clients(), cluster({ type: 'eks' })];
    await read(from, config);
    jest
      .spyOn(ClusterReader.prototype, 'describe')
      .mockRejectedValue(new Error('no answer'));
    expect((await read(from, config)).metadata?.name).toBe('default');
    await expect(
      read(from, { ...config, access: { type: 'eks' } }),
    ).rejects.toThrow('no answer');
  });

  it.each([
    [1, 'done'],
    [2, 'refused'],
  ])(
    'sign a new token only once: after %s rejections a write is %s',
    async (count, outcome) => {
      const { calls, disturbances } = sandbox.world;
      const core = await clients().core(cluster({ type: 'eks' }));
      const create = () =>
        core.createNamespacedServiceAccount({
          namespace: 'default',
          body: { metadata: { name: `after-${count}` } },
        });
      disturbances.replace([
        {
          kind: 'expired-credentials',
          service: 'kubernetes',
          operation: '*',
          count,
        },
      ]);
      const before = calls.count;
      await expect(
        create().then(
          () => 'done',
          ({ code }) => code === 401 && 'refused',
        ),
      ).resolves.toBe(outcome);
      expect(calls.count - before).toBe(2);
    },
  );

  it.each<[ClusterConfig['access'], string]>([
    [{ type: 'eks' }, 'aws eks create-access-entry'],
    [
      { type: 'kubeconfig', file: kubeconfig, context: 'prod-eu' },
      'renew the credentials',
    ],
  ])('report that a cluster rejects %j, and the fix', async (access, fix) => {
    sandbox.world.disturbances.replace([
      {
        kind: 'expired-credentials',
        service: 'kubernetes',
        operation: '*',
        count: 2,
      },
    ]);
    const answer = await readKubernetes('prod-eu', 'get namespaces', () =>
      read(clients(), cluster(access)),
    );
    sandbox.world.disturbances.replace([]);
    expect(answer).toEqual({
      ...{ state: 'unknown', isRejected: true },
      reason: expect.stringContaining(fix),
    });
  });

  it('read a kubeconfig file again if its endpoint does not respond', async () => {
    const file = join(directory, 'changed');
    const [from, config] = [
      clients(),
      cluster({ type: 'kubeconfig', file, context: 'prod-eu' }),
    ];
    const content = readFileSync(kubeconfig, 'utf8');
    writeFileSync(file, content.replaceAll('127.0.0.1', 'old.invalid'));
    await expect(read(from, config)).rejects.toThrow('fetch failed');
    writeFileSync(file, content);
    utimesSync(file, new Date(), new Date(Date.now() + MINUTE));
    expect((await read(from, config)).metadata?.name).toBe('default');
  });
});
