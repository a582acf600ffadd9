import type { Knex } from 'knex';
import { migratedDatabases } from '../../__testUtils__/databases';
import { ManagedObjectStore } from '../ManagedObjectStore';
import { cutOffsOf, CutOffStore, forgetCutOffs } from './CutOffStore';

jest.setTimeout(60_000);

const databases = migratedDatabases();
const ROLE = 'arn:aws:iam::111122223333:role/irsa/orders';
const OTHER = 'arn:aws:iam::111122223333:role/irsa/reports';
const REGION = 'eu-west-1';
const FIRST = {
  at: '2026-11-27T09:00:00.000Z',
  by: 'user:default/ada',
  reason: 'a',
};
const SECOND = {
  at: '2026-11-27T10:00:00.000Z',
  by: 'user:default/bob',
  reason: 'b',
};
const RESTORED = {
  restoredAt: '2026-11-27T09:30:00.000Z',
  olderSessionsEndAt: '2026-11-27T21:30:00.000Z',
  by: 'user:default/ada',
};

describe.each(databases.eachSupportedId())('on %p', databaseId => {
  let knex: Knex;
  let store: CutOffStore;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    store = new CutOffStore({ knex });
    const managed = new ManagedObjectStore({ knex });
    await managed.record('orders', [ROLE]);
    await managed.record('sharer', [ROLE]);
    await managed.record('reports', [OTHER]);
  });
  afterEach(() => knex.destroy());

  const ids = ['orders', 'sharer', 'reports'];

  it('returns a cut-off for every IAM service account with the role', async () => {
    await store.record(ROLE, REGION, FIRST);
    expect(await cutOffsOf(knex, ids)).toEqual(
      new Map([
        ['orders', FIRST],
        ['sharer', FIRST],
      ]),
    );
    expect(await store.among([ROLE, OTHER])).toEqual([
      { ...FIRST, roleArn: ROLE },
    ]);
  });

  it('keeps the first cut-off until the role is restored', async () => {
    await store.record(ROLE, REGION, FIRST);
    await store.record(ROLE, REGION, SECOND);
    expect(await store.among([ROLE])).toMatchObject([FIRST]);
    await store.recordRestored(ROLE, REGION, RESTORED);
    expect(await store.among([ROLE])).toEqual([]);
    expect(await cutOffsOf(knex, ids)).toEqual(new Map());
    await store.record(ROLE, REGION, SECOND);
    expect(await store.among([ROLE])).toMatchObject([SECOND]);
  });

  it('returns restored roles when no older session can remain', async () => {
    await store.recordRestored(ROLE, REGION, RESTORED);
    const endsAt = new Date(RESTORED.olderSessionsEndAt);
    expect(await store.ended(new Date(endsAt.getTime() - 1))).toEqual([]);
    const [ended] = await store.ended(endsAt);
    expect(ended).toEqual({
      roleArn: ROLE,
      region: REGION,
      restoredAt: RESTORED.restoredAt,
    });
    expect(await store.isStillRestored(ended)).toBe(true);
    await store.record(ROLE, REGION, SECOND);
    expect(await store.isStillRestored(ended)).toBe(false);
    await store.forget(ended);
    expect(await store.among([ROLE])).toHaveLength(1);
  });

  it('forgets roles that are no longer used, except roles whose older sessions still have to end', async () => {
    await store.record(ROLE, REGION, FIRST);
    await store.recordRestored(OTHER, REGION, RESTORED);
    await knex('managed_objects')
      .where({ service_account_id: 'orders' })
      .delete();
    await forgetCutOffs(knex);
    expect(await store.among([ROLE])).toHaveLength(1);
    await knex('managed_objects').delete();
    await forgetCutOffs(knex);
    expect(await store.among([ROLE])).toEqual([]);
    expect(await store.ended(new Date('2027-01-01'))).toHaveLength(1);
  });
});
