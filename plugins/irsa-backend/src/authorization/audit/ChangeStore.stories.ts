import type { Knex } from 'knex';
import { migratedDatabases, MIGRATIONS } from '../../__testUtils__/databases';
import { ChangeStore, WHOLE } from './ChangeStore';
import type { StoredChange } from './types';

jest.setTimeout(60_000);

/** The database error for a second row with the same key. */
const AGAIN = { message: expect.stringMatching(/unique/i) };
const TABLES = ['changes', 'change_writes', 'change_results'];
const databases = migratedDatabases();

const changeOf = (id: string, change: Partial<StoredChange> = {}) => ({
  id,
  action: 'apply' as const,
  requester: 'user:default/ada',
  startedAt: '2026-06-01T00:00:00.000Z',
  serviceAccount: {
    cluster: 'prod-eu',
    namespace: 'production',
    name: 'orders',
  },
  ...change,
});

describe.each(databases.eachSupportedId())('changes on %p', databaseId => {
  let knex: Knex;
  let store: ChangeStore;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    store = new ChangeStore({ knex });
  });
  afterEach(() => knex.destroy());

  const addWhole = async (id: string, startedAt: string) => {
    await store.insert(changeOf(id, { startedAt }));
    await store.insertWrite(id, 0, {
      action: 'create',
      target: { kind: 'role', name: 'arn:aws:iam::111122223333:role/a' },
      summary: 'Create role a',
      documents: [],
      startedAt,
    });
    for (const position of [0, WHOLE]) {
      await store.insertResult(id, position, {
        result: 'succeeded',
        requests: [],
        endedAt: startedAt,
      });
    }
  };
  const count = async (table: string) =>
    Number((await knex(table).count({ n: '*' }))[0].n);

  it.each(TABLES)('cannot be updated in the table %s', async table => {
    await addWhole('a', '2026-06-01T00:00:00.000Z');
    const [before] = await knex(table).select('*');
    const [column] = Object.keys(before);
    await expect(knex(table).update({ [column]: 'b' })).rejects.toMatchObject({
      message: expect.stringContaining('append-only'),
    });
    expect(await knex(table).first('*')).toEqual(before);
  });

  it('cannot be added twice', async () => {
    await addWhole('a', '2026-06-01T00:00:00.000Z');
    await expect(store.insert(changeOf('a'))).rejects.toMatchObject(AGAIN);
    await expect(
      store.insertResult('a', WHOLE, {
        result: 'failed',
        requests: [],
        endedAt: '2026-06-01T00:00:00.000Z',
      }),
    ).rejects.toMatchObject(AGAIN);
  });

  it('are deleted with their writes and results when they are too old', async () => {
    await addWhole('old', '2026-05-31T23:59:59.999Z');
    await addWhole('new', '2026-06-01T00:00:00.000Z');
    expect(await store.dropBefore(new Date('2026-06-01T00:00:00.000Z'))).toBe(
      1,
    );
    expect(await knex('changes').pluck('id')).toEqual(['new']);
    expect(await Promise.all(TABLES.map(count))).toEqual([1, 1, 2]);
  });

  it('leave no tables after a rollback of the migrations', async () => {
    await knex.migrate.rollback({ directory: MIGRATIONS }, true);
    for (const table of TABLES) {
      expect(await knex.schema.hasTable(table)).toBe(false);
    }
    await knex.migrate.latest({ directory: MIGRATIONS });
    expect(await knex.schema.hasTable('changes')).toBe(true);
  });
});
