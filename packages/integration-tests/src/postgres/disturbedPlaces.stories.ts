import { SCOPES } from '../__testUtils__/scans';
import {
  disturb,
  scannedSince,
  startScanningReplicas,
  storedOf,
  until,
} from '../__testUtils__/sharedPostgres';

/** How long an account or cluster is disturbed, in milliseconds: 10 minutes in nightly runs. */
const LONG_MS = process.env.NIGHTLY === 'true' ? 600_000 : 10_000;

/** The timeout of a test, in milliseconds. */
const PATIENCE_MS = LONG_MS + 120_000;

const CLUSTER = 'cluster:staging-eu';
const ACCOUNT = 'account:444455556666';

/** The freshness of a scope, as shown to users. */
interface Freshness {
  id: string;
  completedAt?: string;
  staleSince?: string;
  reason?: string;
}

describe('two replicas, and a place with a long disturbance', () => {
  let replicas: Awaited<ReturnType<typeof startScanningReplicas>>;

  beforeAll(async () => {
    replicas = await startScanningReplicas({ seconds: 2 });
    await scanned(SCOPES);
    // Completes what accounts and clusters learn from each other, and what is read in rotation.
    for (let round = 0; round < 3; round += 1) await scanned(SCOPES);
  });
  afterAll(() => replicas?.stop());

  /** Waits until all of these scopes have been scanned once more. */
  async function scanned(scopes: string[]): Promise<void> {
    const since = new Date();
    await until(async () => {
      const done = await scannedSince(replicas.knex, since);
      return scopes.every(scope => done.includes(scope));
    });
  }

  /** Returns the freshness of each scope from the second replica, regardless of which one scanned. */
  async function freshness(): Promise<Map<string, Freshness>> {
    const { body } = await replicas.hosts[1].get('/scopes');
    const items: Freshness[] = body.items;
    return new Map(items.map(item => [item.id, item]));
  }

  /** Returns the IDs of the scopes that are stale now. */
  const stale = async () =>
    [...(await freshness()).values()]
      .filter(({ staleSince }) => staleSince !== undefined)
      .map(({ id }) => id);

  it(
    'report since when a cluster is unreachable, and scan the others',
    async () => {
      const { hosts, knex } = replicas;
      const before = await storedOf(knex, CLUSTER);
      const { clusters } = hosts[0].sandbox;
      const lost = clusters.find(({ name }) => name === 'staging-eu')!;
      await lost.stop();
      const back = Date.now() + LONG_MS;
      const others = SCOPES.filter(scope => scope !== CLUSTER);
      await until(async () => (await stale()).includes(CLUSTER));
      const { staleSince, completedAt } = (await freshness()).get(CLUSTER)!;
      while (Date.now() < back) await scanned(others);

      const now = (await freshness()).get(CLUSTER)!;
      expect(now.reason).toMatch(/staging-eu/);
      expect(now).toMatchObject({ staleSince, completedAt });
      // The time when the first failed scan started, which can be before the cluster was lost.
      expect(staleSince! > completedAt!).toBe(true);
      expect(await stale()).toEqual([CLUSTER]);
      expect(await storedOf(knex, CLUSTER)).toEqual(before);

      await lost.start();
      await scanned([CLUSTER]);
      expect(await stale()).toEqual([]);
      expect(await storedOf(knex, CLUSTER)).toEqual(before);
    },
    PATIENCE_MS,
  );

  it(
    'read an account that allows one call per second, and scan the others',
    async () => {
      const { hosts, knex } = replicas;
      const before = await storedOf(knex, CLUSTER);
      await disturb(hosts[0], [
        {
          ...{ kind: 'throttle', service: '*', operation: '*' },
          ...{ place: '444455556666', spared: 1 },
        },
      ]);
      const since = hosts[0].sandbox.world.calls.count;
      const end = Date.now() + LONG_MS;
      const others = ['account:111122223333', 'cluster:prod-eu'];
      while (Date.now() < end) await scanned(others);
      const refused = hosts[0].sandbox.world.calls
        .since(since)
        .filter(({ status }) => status === 400);
      expect(refused.length).toBeGreaterThan(0);
      for (const [id, { staleSince, reason }] of await freshness()) {
        if (staleSince === undefined) continue;
        expect([ACCOUNT, CLUSTER]).toContain(id);
        expect(reason).toMatch(/throttl|rate/i);
      }
      expect((await storedOf(knex, CLUSTER)).accounts).toHaveLength(
        before.accounts.length,
      );

      await disturb(hosts[0], []);
      await scanned(SCOPES);
      await scanned(SCOPES);
      expect(await stale()).toEqual([]);
      expect(await storedOf(knex, CLUSTER)).toEqual(before);
    },
    PATIENCE_MS,
  );
});
