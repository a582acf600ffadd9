import type { Knex } from 'knex';
import { migratedDatabases } from '../__testUtils__/databases';
import { RequestLimitStore } from './RequestLimitStore';

jest.setTimeout(60_000);

const databases = migratedDatabases();

describe.each(databases.eachSupportedId())('rate limit on %p', databaseId => {
  let knex: Knex;
  const replica = (maxPerMinute: number) =>
    new RequestLimitStore({ knex, maxPerMinute });

  beforeEach(async () => {
    knex = await databases.init(databaseId);
  });
  afterEach(() => knex.destroy());

  const GUEST = 'user:default/guest';

  it('applies to each user across all replicas, also for concurrent requests', async () => {
    const stores = [replica(7), replica(7)];
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        stores[at % 2].take(GUEST, 'evaluation'),
      ),
    );
    const refused = answers.filter(seconds => seconds !== undefined);
    expect(refused).toHaveLength(13);
    for (const seconds of refused) {
      expect(seconds).toBeGreaterThan(0);
      expect(seconds).toBeLessThanOrEqual(9);
    }
  });

  it('counts each user and each kind of request separately', async () => {
    const store = replica(1);
    expect(await store.take(GUEST, 'evaluation')).toBeUndefined();
    expect(await store.take(GUEST, 'evaluation')).toBeGreaterThan(50);
    expect(await store.take(GUEST, 'change')).toBeUndefined();
    expect(
      await store.take('user:default/other', 'evaluation'),
    ).toBeUndefined();
  });

  it('frees the used requests one by one over a minute', async () => {
    const store = replica(2);
    const passed = (ms: number) =>
      knex('request_limits').decrement('free_at', ms);
    await store.take(GUEST, 'evaluation');
    await store.take(GUEST, 'evaluation');
    await passed(31_000);
    expect(await store.take(GUEST, 'evaluation')).toBeUndefined();
    expect(await store.take(GUEST, 'evaluation')).toBeGreaterThan(0);
    await passed(600_000);
    expect(await store.take(GUEST, 'evaluation')).toBeUndefined();
    expect(await store.take(GUEST, 'evaluation')).toBeUndefined();
    expect(await store.take(GUEST, 'evaluation')).toBeGreaterThan(0);
  });
});
