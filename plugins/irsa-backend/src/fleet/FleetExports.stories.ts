import { mockCredentials } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { migratedDatabases } from '../__testUtils__/databases';
import { storeFleet } from '../__testUtils__/inventory/storedFleet';
import { FleetExports } from './FleetExports';
import { FleetReaders } from './FleetReaders';

const databases = migratedDatabases();
const user = mockCredentials.user();

/** More rows than one page of an export contains. */
const SIZE = { serviceAccounts: 700, roles: 700, pods: 0 };

const readers = new FleetReaders({
  config: {},
  memberships: { recentGroupsOf: async () => [] },
  authorizer: { requireBasic: async () => {}, visibility: async () => 'all' },
});

describe.each(databases.eachSupportedId())('an export on %p', databaseId => {
  let knex: Knex;
  let exports: FleetExports;
  beforeAll(async () => {
    knex = await databases.init(databaseId);
    exports = new FleetExports({
      readers,
      store: await storeFleet(knex, SIZE),
    });
  });
  afterAll(() => knex.destroy());

  it.each([
    ['service-accounts', 'service_accounts', { status: 'broken' }],
    ['roles', 'inventory_roles', { risk: 1_000 }],
  ] as const)(
    'contains every row of %s, also if the last rows get worse meanwhile',
    async (table, stored, worse) => {
      const all = await idsOf(exports, table);
      const ids = await idsOf(exports, table, async read => {
        if (read.length === 1) {
          await knex(stored).whereIn('id', all.slice(-5)).update(worse);
        }
      });
      expect(ids.sort()).toEqual(all.sort());
    },
  );
});

async function idsOf(
  exports: FleetExports,
  table: 'service-accounts' | 'roles',
  onRow: (ids: string[]) => Promise<void> = async () => {},
): Promise<string[]> {
  const { rows } = await exports.open({ table, filter: {} }, user);
  const ids: string[] = [];
  for await (const { id } of rows) {
    ids.push(id);
    await onRow(ids);
  }
  return ids;
}
