import type { Knex } from 'knex';
import { TestDatabases } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import { writeRows } from './writeRows';

jest.setTimeout(60_000);

const TABLE = 'things';
const databases = TestDatabases.create({
  disableDocker: true,
  ids: ['SQLITE_3', 'POSTGRES_17'],
});
const NASTY = 'a \'quote\', "two",\n? ?? $1 :name {"json": [1]} é 漢 \\ %';

describe.each(databases.eachSupportedId())('writeRows on %p', databaseId => {
  let knex: Knex;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    await knex.schema.createTable(TABLE, table => {
      table.string('id').primary();
      table.text('text');
      table.integer('count');
      table.bigInteger('at');
      table.boolean('is_so');
      table.string('state').notNullable().defaultTo('new');
    });
  });
  afterEach(() => knex.destroy());

  const row = (id: string) => knex(TABLE).where({ id }).first();
  const values = { text: NASTY, count: 3, at: 1_795_932_019_123, is_so: true };

  it('writes the same values as a Knex insert', async () => {
    await writeRows(knex, TABLE, [
      { id: 'a', ...values },
      { id: 'b', text: null, count: null, at: null, is_so: false },
    ]);
    await knex(TABLE).insert([
      { id: 'c', ...values },
      { id: 'd', text: null, count: null, at: null, is_so: false },
    ]);
    expect({ ...(await row('a')), id: 'c' }).toEqual(await row('c'));
    expect({ ...(await row('b')), id: 'd' }).toEqual(await row('d'));
    expect((await row('a')).text).toBe(NASTY);
  });

  it('writes any text without NUL, and replaces lone surrogates', async () => {
    const texts = fc
      .string({ unit: 'binary' })
      .map(text => text.replaceAll('\0', ''));
    await fc.assert(
      fc.asyncProperty(fc.array(texts, { minLength: 1 }), async all => {
        await knex(TABLE).delete();
        const rows = all.map((text, index) => ({ id: `${index}`, text }));
        await writeRows(knex, TABLE, [
          ...rows,
          { id: 'half', text: 'a\ud83d' },
        ]);
        for (const { id, text } of rows) {
          expect((await row(id)).text).toBe(text.toWellFormed());
        }
        expect((await row('half')).text).toBe('a\ufffd');
      }),
      { numRuns: 20 },
    );
  });

  it('replaces only the specified columns', async () => {
    await writeRows(knex, TABLE, [{ id: 'a', text: 'old', count: 1 }]);
    const rows = [
      { id: 'a', text: 'new', count: 2 },
      { id: 'b', text: 'new', count: 2 },
    ];
    await writeRows(knex, TABLE, rows, {
      on: ['id'],
      merge: ['text'],
      set: { state: knex.raw('?', ['seen']) },
    });
    expect(await row('a')).toMatchObject({
      text: 'new',
      count: 1,
      state: 'seen',
    });
    expect(await row('b')).toMatchObject({
      text: 'new',
      count: 2,
      state: 'new',
    });
  });

  it('keeps an existing row when no columns are to be replaced', async () => {
    await writeRows(knex, TABLE, [{ id: 'a', text: 'old' }]);
    const rows = [
      { id: 'a', text: 'new' },
      { id: 'b', text: 'new' },
    ];
    await writeRows(knex, TABLE, rows, { on: ['id'], merge: [] });
    expect((await row('a')).text).toBe('old');
    expect((await row('b')).text).toBe('new');
  });

  it('rejects an existing row when no conflict handling is specified', async () => {
    await writeRows(knex, TABLE, [{ id: 'a' }]);
    await expect(writeRows(knex, TABLE, [{ id: 'a' }])).rejects.toMatchObject({
      message: expect.stringMatching(/unique|duplicate/i),
    });
  });

  it('does nothing without rows', async () => {
    await writeRows(knex, TABLE, []);
    expect(await knex(TABLE)).toEqual([]);
  });
});
