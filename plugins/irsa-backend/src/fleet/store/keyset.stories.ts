import fc from 'fast-check';
import type { Knex } from 'knex';
import { migratedDatabases } from '../../__testUtils__/databases';
import { toList } from '../../database/lists';
import { storeFleet } from '../../__testUtils__/inventory/storedFleet';
import type { FleetPage, FleetQuery, FleetStore } from './FleetStore';
import { findingsTable } from './findingsTable';
import { rolesTable } from './rolesTable';
import { serviceAccountsTable } from './serviceAccountsTable';
import type { FleetTable } from './tables';
import type { Visibility } from '../../authorization/visibility';
import { workloadsTable } from './workloadsTable';

jest.setTimeout(60_000);

const databases = migratedDatabases();

const MINE: Visibility = {
  criteria: {
    anyOf: [
      { field: 'owners', anyOf: ['group:default/team-1'] },
      { not: { field: 'cluster', anyOf: ['prod-eu', 'prod-us'] } },
    ],
  },
};

describe.each(databases.eachSupportedId())('on %p', databaseId => {
  let knex: Knex;
  let store: FleetStore;
  beforeAll(async () => {
    knex = await databases.init(databaseId);
    store = await storeFleet(knex);
  });
  afterAll(() => knex.destroy());

  type List = (
    query: FleetQuery,
    visibility: Visibility,
  ) => Promise<FleetPage<{ id: string }>>;
  const lists: [FleetTable, List][] = [
    [serviceAccountsTable, (...of) => store.serviceAccounts(...of)],
    [workloadsTable, (...of) => store.workloads(...of)],
    [findingsTable, (...of) => store.findings(...of)],
    [rolesTable, (...of) => store.roles(...of)],
  ];
  const orders = lists.flatMap(([table, list]) =>
    Object.keys(table.sorts).map(sort => [table.name, sort, list] as const),
  );

  it.each(orders)(
    'the pages of %s by %s contain each row of the list exactly once',
    async (_, sort, list) => {
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 1, max: 70 }),
          fc.constantFrom('asc' as const, 'desc' as const, undefined),
          fc.constantFrom<Visibility>('all', MINE),
          async (limit, order, visibility) => {
            const query = { filter: {}, sort, order };
            const whole = await list({ ...query, limit: 500 }, visibility);
            const ids: string[] = [];
            let cursor: string | undefined;
            do {
              const page = await list({ ...query, limit, cursor }, visibility);
              expect(page.total).toBe(whole.total);
              ids.push(...page.items.map(({ id }) => id));
              cursor = page.nextCursor;
            } while (cursor !== undefined);
            expect(ids).toEqual(whole.items.map(({ id }) => id));
            expect(ids).toHaveLength(whole.total);
            expect(new Set(ids).size).toBe(ids.length);
          },
        ),
        { numRuns: 12 },
      );
    },
  );

  it('a row that is added between pages does not make other rows appear twice', async () => {
    const query = { filter: {}, limit: 10 };
    const first = await store.serviceAccounts(query, 'all');
    const [row] = await knex('service_accounts').limit(1);
    await knex('service_accounts').insert({
      ...row,
      id: 'newcomer',
      cluster: 'a',
      namespace: 'a',
      name: 'a',
    });
    const second = await store.serviceAccounts(
      { ...query, cursor: first.nextCursor },
      'all',
    );
    await knex('service_accounts').where({ id: 'newcomer' }).delete();
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect(new Set(ids).size).toBe(20);
  });

  it.each(['owner', 'role'])(
    'a cursor after a row with much text is not longer than the API allows: %s',
    async sort => {
      const [row] = await knex('service_accounts').limit(1);
      const owners = Array.from(
        { length: 1000 },
        (_, at) => `group:default/a-team-${at}`,
      );
      await knex('service_accounts').insert({
        ...{ ...row, id: 'widely-shared', name: 'widely-shared' },
        owners: toList(owners),
        role_arn: '\u0001\u{1F600}'.repeat(1000),
      });
      const query = { filter: {}, sort, limit: 1 };
      const ids: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await store.serviceAccounts({ ...query, cursor }, 'all');
        ids.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
        expect((cursor ?? '').length).toBeLessThanOrEqual(4000);
      } while (cursor !== undefined);
      await knex('service_accounts').where({ id: 'widely-shared' }).delete();
      expect(ids).toContain('widely-shared');
      expect(new Set(ids).size).toBe(ids.length);
    },
  );

  it.each([2 ** 31, -(2 ** 31) - 1, Number.MAX_SAFE_INTEGER, 0.5, '1', null])(
    'a cursor with the number %j is rejected',
    async number => {
      const cursor = cursorOf(['pods', 'desc', number, 'a']);
      const query = { filter: {}, sort: 'pods', cursor, limit: 10 };
      await expect(store.serviceAccounts(query, 'all')).rejects.toMatchObject({
        name: 'InputError',
      });
    },
  );

  it.each([
    ['a text that is not a cursor', 'x'],
    ['a cursor that encodes null', Buffer.from('null').toString('base64url')],
    [
      'a cursor for another sort field',
      cursorOf(['status', 'asc', 'verified', 'a']),
    ],
    [
      'a cursor for the reverse order',
      cursorOf(['place', 'desc', 'a', 'b', 'c', 'd']),
    ],
    ['a cursor with too few values', cursorOf(['place', 'asc', 'a'])],
    [
      'a cursor with values of other types',
      cursorOf(['place', 'asc', 1, 2, 3, 4]),
    ],
    [
      'a cursor with a null character',
      cursorOf(['place', 'asc', 'a\0', 'b', 'c', 'd']),
    ],
  ])('an invalid cursor is rejected: %s', async (_, text) => {
    await expect(
      store.serviceAccounts(
        { filter: {}, sort: 'place', cursor: text, limit: 10 },
        'all',
      ),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('cursor'),
    });
  });
});

function cursorOf(values: unknown[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}
