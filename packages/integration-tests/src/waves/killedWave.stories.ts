import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox, type Sandbox } from '@backstage-irsa/sandbox';
import type { Wave } from '@backstage-irsa/core/model';
import { specOf } from '../__testUtils__/core';
import { BackendProcess } from '../__testUtils__/crash/BackendProcess';
import { letLeasesRunOut, snapshotOf } from '../__testUtils__/crash/snapshot';
import { sandboxConfig } from '../__testUtils__/internals';
import { settledWave } from '../__testUtils__/waves';

/** After the first of every kind of write at night; after some of them otherwise. */
const ALL = process.env.NIGHTLY === 'true';
const ITEMS = ALL ? 12 : 5;
const KILLED_AFTER = [
  'AttachRolePolicy',
  'create serviceaccounts',
  'DeleteRole',
];
const STAGING = '444455556666';
const NAMESPACE = 'killed-wave';

/** Each of its kinds of writes is one that a clone makes. */
const specAt = (index: number) =>
  specOf({
    ...{ namespace: NAMESPACE, name: `service-${index}` },
    grants: [{ service: 's3', access: 'read', resource: 'shared-files' }],
    managedPolicyArns: ['arn:aws:iam::aws:policy/AmazonSQSFullAccess'],
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sns:ListTopics', Resource: '*' }],
    },
  });

describe('a wave whose backend is killed', () => {
  const directory = mkdtempSync(join(tmpdir(), 'irsa-killed-wave-'));
  const databaseFile = join(directory, 'irsa.sqlite');
  let sandbox: Sandbox;
  let backend: BackendProcess;
  /** The writes since, and those after which the backend was killed. */
  let writes: string[] = [];
  const killedAfter = new Set<string>();

  const start = () =>
    BackendProcess.start(
      {
        ...sandboxConfig(sandbox, join(directory, 'kubeconfig')),
        schedules: true,
        backend: {
          database: { client: 'better-sqlite3', connection: { directory } },
        },
      },
      { cache: join(directory, 'compiled') },
    );
  const snapshot = () =>
    snapshotOf(sandbox, join(directory, 'kubeconfig'), databaseFile);

  beforeAll(async () => {
    sandbox = await startSandbox({
      directory,
      ...{ awsPort: 0, clusterPorts: [0, 0] },
    });
    backend = await start();
    for (let index = 0; index < ITEMS; index += 1) {
      const spec = specAt(index);
      const { status, body } = await backend.ask('PUT', '/service-accounts', {
        spec,
      });
      if (status !== 200) throw new Error(JSON.stringify(body));
    }
    const { calls } = sandbox.world;
    const add = calls.add.bind(calls);
    calls.add = call => {
      add(call);
      if (!call.write) return;
      writes.push(call.operation);
      const isNew = !killedAfter.has(call.operation);
      if (isNew && (ALL || KILLED_AFTER.includes(call.operation))) {
        killedAfter.add(call.operation);
        backend.kill();
      }
    };
  }, 120_000);
  afterAll(async () => {
    backend?.kill();
    await sandbox?.close();
    rmSync(directory, { recursive: true });
  });

  /** Follows the wave to its end, with a new process for each that is killed. */
  const get = (path: string) => backend.ask('GET', path);
  async function follow(id: string): Promise<Wave> {
    for (;;) {
      try {
        return await settledWave(get, id);
      } catch {
        expect(await backend.ended()).toBe('SIGKILL');
        backend = await start();
        await letLeasesRunOut(databaseFile);
      }
    }
  }
  const tell = async (id: string, command: string) => {
    // Its process may be killed before it answers.
    await backend.ask('POST', `/waves/${id}/${command}`).catch(() => {});
    return follow(id);
  };

  it(
    'goes on at the item, makes no write twice, and leaves nothing over when it is undone',
    async () => {
      const before = await snapshot();
      const { status, body } = await backend.ask('POST', '/waves', {
        ...{ kind: 'clone', cluster: 'prod-eu', toCluster: 'staging-eu' },
        namespace: NAMESPACE,
      });
      expect(status).toBe(201);
      const id = String(body.id);
      const ready = await follow(id);
      expect(ready).toMatchObject({
        state: 'ready',
        counts: { pending: ITEMS },
      });
      expect(writes).toEqual([]);

      const done = await tell(id, 'start');
      expect(done).toMatchObject({ state: 'done', counts: { done: ITEMS } });
      const times = (operation: string) =>
        writes.filter(each => each === operation).length;
      for (const operation of [
        'CreateRole',
        'CreatePolicy',
        'PutRolePolicy',
        'create serviceaccounts',
      ]) {
        expect({ operation, times: times(operation) }).toEqual({
          operation,
          times: ITEMS,
        });
      }
      expect(times('AttachRolePolicy')).toBe(2 * ITEMS);
      const kills = killedAfter.size;
      expect(kills).toBeGreaterThanOrEqual(ALL ? 6 : 2);
      const { roles } = sandbox.world.accounts.get(STAGING)!;
      const clones = [...roles.values()].filter(({ name }) =>
        /^service-\d/.test(name),
      );
      expect(clones).toHaveLength(ITEMS);

      writes = [];
      const undone = await tell(id, 'undo');
      expect(undone).toMatchObject({
        state: 'undone',
        counts: { undone: ITEMS },
      });
      expect(killedAfter.size - kills).toBeGreaterThanOrEqual(ALL ? 4 : 1);
      expect(times('DeleteRole')).toBe(ITEMS);
      expect(withoutShared(await snapshot())).toEqual(withoutShared(before));
    },
    ALL ? 600_000 : 180_000,
  );
});

/** Without what a deletion leaves, since others may use it: OIDC providers and namespaces. */
function withoutShared({
  accounts,
  clusters,
  ...rest
}: Awaited<ReturnType<typeof snapshotOf>>) {
  return {
    ...rest,
    accounts: accounts.map(({ providers, ...account }) => account),
    clusters: clusters.map(({ serviceAccounts }) =>
      serviceAccounts.filter(({ name }) => name !== 'default'),
    ),
  };
}
