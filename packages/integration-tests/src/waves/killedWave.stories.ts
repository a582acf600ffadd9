import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox, type Sandbox } from '@backstage-irsa/sandbox';
import type { Wave, WaveRequest } from '@backstage-irsa/core/model';
import { specOf } from '../__testUtils__/core';
import { BackendProcess } from '../__testUtils__/crash/BackendProcess';
import { letLeasesRunOut, snapshotOf } from '../__testUtils__/crash/snapshot';
import { sandboxConfig } from '../__testUtils__/internals';
import { watchSupplies, watchSupply } from '../__testUtils__/supply';
import { settledWave } from '../__testUtils__/waves';

/** Nightly, as many items as a fleet has, and a kill after the first write of every kind. Otherwise, after some kinds. */
const NIGHTLY = process.env.NIGHTLY === 'true';
const ITEMS = NIGHTLY ? 500 : 3;
const KILLED_AFTER = [
  'AttachRolePolicy',
  'create serviceaccounts',
  'DeleteRole',
  'CreatePodIdentityAssociation',
  'DeletePodIdentityAssociation',
];
const isKilledAfter = (operation: string) =>
  NIGHTLY || KILLED_AFTER.includes(operation);
const PROD = '111122223333';
const STAGING = '444455556666';
const NAMESPACE = 'killed-waves';

/** Returns a spec whose writes cover each kind of write that a clone makes. */
const specAt = (index: number) =>
  specOf({
    ...{ namespace: NAMESPACE, name: `service-${index}`, mechanism: 'irsa' },
    grants: [{ service: 's3', access: 'read', resource: 'shared-files' }],
    managedPolicyArns: ['arn:aws:iam::aws:policy/AmazonSQSFullAccess'],
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sns:ListTopics', Resource: '*' }],
    },
  });

describe('a wave with a backend that is killed', () => {
  const patience = NIGHTLY ? 3_600_000 : 180_000;
  const directory = mkdtempSync(join(tmpdir(), 'irsa-killed-wave-'));
  const databaseFile = join(directory, 'irsa.sqlite');
  let sandbox: Sandbox;
  let backend: BackendProcess;
  /** The writes since `begin`, and those after which the backend was killed. */
  let writes: string[] = [];
  let calls = 0;
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
      const { status, body } = await backend.ask('PUT', '/service-accounts', {
        spec: specAt(index),
      });
      if (status !== 200) throw new Error(JSON.stringify(body));
    }
    const log = sandbox.world.calls;
    const add = log.add.bind(log);
    log.add = call => {
      add(call);
      calls += 1;
      if (!call.write) return;
      writes.push(call.operation);
      const isNew = !killedAfter.has(call.operation);
      if (isNew && isKilledAfter(call.operation)) {
        killedAfter.add(call.operation);
        backend.kill();
      }
    };
  }, patience);
  afterAll(async () => {
    backend?.kill();
    await sandbox?.close();
    rmSync(directory, { recursive: true });
  });

  /** Resets the counts. Returns a function that prints them. */
  const begin = (what: string) => {
    const begun = Date.now();
    writes = [];
    calls = 0;
    killedAfter.clear();
    return () => {
      const seconds = ((Date.now() - begun) / 1000).toFixed(1);
      const kills =
        killedAfter.size === 0 ? 'none' : [...killedAfter].join(', ');
      process.stdout.write(
        `${ITEMS} items, ${what}: ${seconds} s, ${calls} calls, ${writes.length} writes, killed after: ${kills}\n`,
      );
    };
  };
  /** Watches all services in their original cluster. */
  const watchAll = () => {
    const { roles } = sandbox.world.accounts.get(PROD)!;
    const byAccount = new Map(
      [...roles.values()].map(role => [
        /system:serviceaccount:([^"]*)"/.exec(role.trustPolicy)?.[1],
        role.name,
      ]),
    );
    const cluster = 'prod-eu';
    return watchSupplies(
      sandbox,
      cluster,
      [...Array(ITEMS).keys()].map(index => {
        const name = `service-${index}`;
        return {
          ref: { cluster, namespace: NAMESPACE, name },
          roleName: byAccount.get(`${NAMESPACE}:${name}`)!,
        };
      }),
    );
  };

  /** Follows the wave to its end. Starts a new process for each killed one. */
  const get = (path: string) => backend.ask('GET', path);
  async function follow(id: string): Promise<Wave> {
    for (;;) {
      try {
        return await settledWave(get, id);
      } catch {
        expect(await backend.ended()).toBe('SIGKILL');
        await letLeasesRunOut(databaseFile);
        backend = await start();
      }
    }
  }
  const tell = async (kind: string, id: string, command: string) => {
    const told = begin(`${kind}: ${command}`);
    // The process can be killed before it responds.
    await backend.ask('POST', `/waves/${id}/${command}`).catch(() => {});
    const wave = await follow(id);
    told();
    const kinds = [...new Set(writes)];
    expect([...killedAfter]).toEqual(kinds.filter(isKilledAfter));
    expect(killedAfter.size).toBeGreaterThan(0);
    return wave;
  };
  const plan = async (request: WaveRequest): Promise<string> => {
    const told = begin(`${request.kind}: plan`);
    const { status, body } = await backend.ask('POST', '/waves', request);
    expect(status).toBe(201);
    const id = String(body.id);
    const ready = await follow(id);
    told();
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
  it(
    'clones the remaining service accounts, repeats no write, and leaves nothing after undo',
    async () => {
      const before = await snapshot();
      const id = await plan({
        ...{ kind: 'clone', cluster: 'prod-eu', toCluster: 'staging-eu' },
        namespace: NAMESPACE,
      });
      const watch = watchAll();
      const done = await tell('clone', id, 'start');
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
      for (const { name, trustPolicy } of clones) {
        const account = /:(service-\d+)"/.exec(trustPolicy)![1];
        const ref = {
          cluster: 'staging-eu',
          namespace: NAMESPACE,
          name: account,
        };
        const clone = watchSupply(sandbox, ref, name);
        expect({ name, ...clone.now() }).toMatchObject({ newPod: 'irsa' });
        clone.end();
      }

      const undone = await tell('clone', id, 'undo');
      expect(undone).toMatchObject({
        state: 'undone',
        counts: { undone: ITEMS },
      });
      expectOfEachItem({ DeleteRole: 1 });
      watch.end();
      expect(watch.writes()).toBeGreaterThan(10 * ITEMS);
      // Nothing changes for the pods of the source cluster.
      expect(watch.seen()).toEqual([
        expect.objectContaining({
          ...{ newPod: 'irsa', irsaPods: true, podIdentityPods: true },
          times: ITEMS * watch.writes(),
        }),
      ]);
      expect(withoutShared(await snapshot())).toEqual(withoutShared(before));
    },
    patience,
  );

  it(
    'migrates the remaining service accounts to EKS Pod Identity and back, and provides credentials for every pod after each write',
    async () => {
      const before = await snapshot();
      const id = await plan({
        ...{ kind: 'migrate', cluster: 'prod-eu', namespace: NAMESPACE },
      });
      const watch = watchAll();
      const done = await tell('migrate', id, 'start');
      expect(done).toMatchObject({ state: 'done', counts: { done: ITEMS } });
      expectOfEachItem({
        UpdateAssumeRolePolicy: 2,
        CreatePodIdentityAssociation: 1,
        'patch serviceaccounts': 1,
      });
      const undone = await tell('migrate', id, 'undo');
      expect(undone).toMatchObject({
        state: 'undone',
        counts: { undone: ITEMS },
      });
      expectOfEachItem({
        UpdateAssumeRolePolicy: 2,
        DeletePodIdentityAssociation: 1,
        'patch serviceaccounts': 1,
      });
      watch.end();
      expect(watch.writes()).toBeGreaterThanOrEqual(8 * ITEMS);
      for (const supply of watch.seen()) {
        expect(supply).toMatchObject({ podIdentityPods: true });
        expect(supply.newPod).not.toBe('none');
      }
      expect(withoutShared(await snapshot())).toEqual(withoutShared(before));
    },
    patience,
  );
});

/** Returns the snapshot without the shared resources that a deletion keeps: OIDC providers and namespaces. */
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
