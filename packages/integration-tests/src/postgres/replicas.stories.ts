import { TestDatabases } from '@backstage/backend-test-utils';
import { SERVICE_ACCOUNT_ANNOTATION } from '@backstage-irsa/core/model';
import type { JsonObject } from '@backstage/types';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { componentOf, specOf } from '../__testUtils__/core';

/** More in nightly runs. */
const MANY = process.env.NIGHTLY === 'true' ? 20 : 6;
const MOST_PROOFS = 5;

const databases = TestDatabases.create({
  ids: ['POSTGRES_17'],
  disableDocker: true,
});

/** Starts two backends with one sandbox, and with separate connection pools for one PostgreSQL. */
async function startReplicas(irsa: JsonObject = {}): Promise<TestHost[]> {
  const knex = await databases.init('POSTGRES_17');
  const options = {
    irsa,
    entities: () => [
      componentOf('ledger', 'group:default/team', {
        [SERVICE_ACCOUNT_ANNOTATION]: 'prod-eu/payments/ledger',
      }),
    ],
    database: {
      client: 'pg',
      connection: knex.client.config.connection,
      // In the test's own database, which is dropped afterwards.
      pluginDivisionMode: 'schema',
    },
  };
  const first = await startTestHost(options);
  try {
    return [first, await startTestHost({ ...options, beside: first })];
  } catch (error) {
    await first.stop();
    throw error;
  }
}

/** Stops the replicas. The one that owns the sandbox stops last. */
async function stopReplicas(replicas: TestHost[] = []): Promise<void> {
  for (const replica of [...replicas].reverse()) await replica.stop();
}

describe('two replicas on one PostgreSQL', () => {
  let replicas: TestHost[];
  beforeAll(async () => {
    replicas = await startReplicas();
  }, 60_000);
  afterAll(() => stopReplicas(replicas));

  const world = () => replicas[0].sandbox.world;
  const account = () => world().accounts.get('111122223333')!;
  const named = (name: string) => (object: { name: string }) =>
    object.name.includes(name);
  const writesSince = (place: number) =>
    world()
      .calls.since(place)
      .filter(({ write, status }) => write && status < 300)
      .map(({ operation }) => operation);
  const putAll = (specs: object[]) =>
    Promise.all(specs.map((spec, n) => replicas[n % 2].put(spec)));

  it('answer many identical creations with one set of objects', async () => {
    const before = world().calls.count;
    const answers = await putAll(Array(MANY).fill(specOf({ name: 'equal' })));
    expect(answers.map(({ status }) => status)).toEqual(Array(MANY).fill(200));
    expect(writesSince(before)).toEqual([
      'CreatePolicy',
      'CreateRole',
      'AttachRolePolicy',
      'create serviceaccounts',
    ]);
    const [role, ...otherRoles] = [...account().roles.values()].filter(
      named('equal'),
    );
    expect(otherRoles).toEqual([]);
    for (const { body } of answers) {
      expect(body.serviceAccount).toMatchObject({
        id: answers[0].body.serviceAccount.id,
        roleArn: role.arn,
      });
      expect(body.verification.status).toBe('verified');
    }
  }, 120_000);

  it('admit all of many ServiceAccounts that join a role at once', async () => {
    const names = Array.from({ length: MANY }, (_, n) => `worker-${n}`);
    const before = world().calls.count;
    const answers = await putAll(
      names.map(name => specOf({ name, roleName: 'workers' })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(MANY).fill(200));
    const role = account().roles.get('workers')!;
    const subjects = role.trustPolicy.match(/system:serviceaccount:[^"]+/g)!;
    expect(subjects.sort()).toEqual(
      names.map(name => `system:serviceaccount:production:${name}`).sort(),
    );
    expect(role.attachedPolicyArns).toHaveLength(1);
    const created = writesSince(before).filter(name => /create/i.test(name));
    expect(created.sort()).toEqual([
      'CreatePolicy',
      'CreateRole',
      ...Array(MANY).fill('create serviceaccounts'),
    ]);
    for (const { body } of answers) {
      expect(body.verification.status).toBe('verified');
    }
  }, 300_000);

  it('know the service accounts of each other', async () => {
    const [one, other] = replicas;
    const { body } = await one.put(specOf({ name: 'known' }));
    const { id } = body.serviceAccount;
    const { body: seen } = await other.get(`/service-accounts/${id}`);
    expect(seen.spec).toEqual(body.serviceAccount.spec);
    expect((await other.delete(`/service-accounts/${id}`)).status).toBe(200);
    expect((await one.get(`/service-accounts/${id}`)).status).toBe(404);
    expect([...account().roles.values()].filter(named('known'))).toEqual([]);
  }, 60_000);
});

describe('two replicas with a cap on live proofs', () => {
  let replicas: TestHost[];
  beforeAll(async () => {
    replicas = await startReplicas({
      liveProof: { maxPerMinute: MOST_PROOFS },
    });
  }, 60_000);
  afterAll(() => stopReplicas(replicas));

  it('count their proofs together', async () => {
    const { body } = await replicas[0].post(
      '/entities/component/default/ledger/verifications',
      {},
    );
    const [{ id }] = body.items;
    const prove = (n: number) =>
      replicas[n % 2].post(`/service-accounts/${id}/verifications`, {
        live: true,
      });
    for (let n = 0; n < MOST_PROOFS; n++) {
      expect((await prove(n)).status).toBe(200);
    }
    for (const refused of [await prove(0), await prove(1)]) {
      expect(refused.status).toBe(429);
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    }
  }, 60_000);
});
