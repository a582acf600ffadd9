import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox, type Sandbox } from '@backstage-irsa/sandbox';
import type { Wave } from '@backstage-irsa/core/model';
import { specOf } from '../__testUtils__/core';
import { BackendProcess } from '../__testUtils__/crash/BackendProcess';
import { letLeasesRunOut, snapshotOf } from '../__testUtils__/crash/snapshot';
import { sandboxConfig } from '../__testUtils__/internals';
import { watchSupply } from '../__testUtils__/supply';
import { settledWave } from '../__testUtils__/waves';

/** After the first of every kind of write at night; after some of them otherwise. */
const ALL = process.env.NIGHTLY === 'true';
const ITEMS = ALL ? 12 : 5;
const KILLED_AFTER = [
  'AttachRolePolicy',
  'create serviceaccounts',
  'DeleteRole',
  'CreatePodIdentityAssociation',
  'DeletePodIdentityAssociation',
];
const isKilledAfter = (operation: string) =>
  ALL || KILLED_AFTER.includes(operation);
const PROD = '111122223333';
const STAGING = '444455556666';
const CLONED = 'killed-clones';
const MOVED = 'killed-moves';

/** Each of its kinds of writes is one that a clone makes. */
const specAt = (namespace: string, index: number) =>
  specOf({
    ...{ namespace, name: `service-${index}`, mechanism: 'irsa' },
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
    for (const namespace of [CLONED, MOVED]) {
      for (let index = 0; index < ITEMS; index += 1) {
        const spec = specAt(namespace, index);
        const { status, body } = await backend.ask('PUT', '/service-accounts', {
          spec,
        });
        if (status !== 200) throw new Error(JSON.stringify(body));
      }
    }
    const { calls } = sandbox.world;
    const add = calls.add.bind(calls);
    calls.add = call => {
      add(call);
      if (!call.write) return;
      writes.push(call.operation);
      const isNew = !killedAfter.has(call.operation);
      if (isNew && isKilledAfter(call.operation)) {
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
    writes = [];
    killedAfter.clear();
    // Its process may be killed before it answers.
    await backend.ask('POST', `/waves/${id}/${command}`).catch(() => {});
    const wave = await follow(id);
    const kinds = [...new Set(writes)];
    expect([...killedAfter]).toEqual(kinds.filter(isKilledAfter));
    expect(killedAfter.size).toBeGreaterThan(0);
    return wave;
  };
  const plan = async (request: object): Promise<string> => {
    writes = [];
    const { status, body } = await backend.ask('POST', '/waves', request);
    expect(status).toBe(201);
    const id = String(body.id);
    const ready = await follow(id);
    expect(ready).toMatchObject({ state: 'ready', counts: { pending: ITEMS } });
    expect(writes).toEqual([]);
    return id;
  };
  const times = (operation: string) =>
    writes.filter(each => each === operation).length;
  const expectOfEachItem = (expected: Record<string, number>) => {
    for (const [operation, perItem] of Object.entries(expected)) {
      expect({ operation, times: times(operation) }).toEqual({
        operation,
        times: perItem * ITEMS,
      });
    }
  };
  const patience = ALL ? 600_000 : 180_000;

  it(
    'clones the rest, makes no write twice, and leaves nothing over when it is undone',
    async () => {
      const before = await snapshot();
      const id = await plan({
        ...{ kind: 'clone', cluster: 'prod-eu', toCluster: 'staging-eu' },
        namespace: CLONED,
      });
      const done = await tell(id, 'start');
      expect(done).toMatchObject({ state: 'done', counts: { done: ITEMS } });
      expectOfEachItem({
        CreateRole: 1,
        CreatePolicy: 1,
        PutRolePolicy: 1,
        'create serviceaccounts': 1,
        AttachRolePolicy: 2,
      });
      const { roles } = sandbox.world.accounts.get(STAGING)!;
      const clones = [...roles.values()].filter(({ name }) =>
        /^service-\d/.test(name),
      );
      expect(clones).toHaveLength(ITEMS);

      const undone = await tell(id, 'undo');
      expect(undone).toMatchObject({
        state: 'undone',
        counts: { undone: ITEMS },
      });
      expectOfEachItem({ DeleteRole: 1 });
      expect(withoutShared(await snapshot())).toEqual(withoutShared(before));
    },
    patience,
  );

  it(
    'moves the rest to EKS Pod Identity and back, and supplies every pod after each write',
    async () => {
      const before = await snapshot();
      const id = await plan({
        ...{ kind: 'migrate', cluster: 'prod-eu', namespace: MOVED },
      });
      const { roles } = sandbox.world.accounts.get(PROD)!;
      const watches = [...Array(ITEMS).keys()].map(index => {
        const name = `service-${index}`;
        const ref = { cluster: 'prod-eu', namespace: MOVED, name };
        const role = [...roles.values()].find(({ trustPolicy }) =>
          trustPolicy.includes(`:${MOVED}:${name}"`),
        )!;
        return watchSupply(sandbox, ref, role.name);
      });
      const done = await tell(id, 'start');
      expect(done).toMatchObject({ state: 'done', counts: { done: ITEMS } });
      expectOfEachItem({
        UpdateAssumeRolePolicy: 2,
        CreatePodIdentityAssociation: 1,
        'patch serviceaccounts': 1,
      });
      const undone = await tell(id, 'undo');
      expect(undone).toMatchObject({
        state: 'undone',
        counts: { undone: ITEMS },
      });
      expectOfEachItem({
        UpdateAssumeRolePolicy: 2,
        DeletePodIdentityAssociation: 1,
        'patch serviceaccounts': 1,
      });
      watches.reverse().forEach(({ end }) => end());
      for (const { moments } of watches) {
        expect(moments.length).toBeGreaterThan(4 * ITEMS);
        for (const moment of moments) {
          expect(moment).toMatchObject({ podIdentityPods: true });
          expect(moment.newPod).not.toBe('none');
        }
      }
      expect(withoutShared(await snapshot())).toEqual(withoutShared(before));
    },
    patience,
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
