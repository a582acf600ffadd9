import knexOf, { type Knex } from 'knex';
import { MIGRATIONS, migratedDatabases } from '../../__testUtils__/databases';
import { queriesOf } from '../../__testUtils__/queriesOf';
import { storeFleet } from '../../__testUtils__/inventory/storedFleet';
import type { FleetStore } from './FleetStore';

jest.setTimeout(60_000);

const databases = migratedDatabases();

describe.each(databases.eachSupportedId())('a search on %p', databaseId => {
  let knex: Knex;
  let store: FleetStore;
  beforeAll(async () => {
    knex = await databases.init(databaseId);
    store = await storeFleet(knex);
  });
  afterAll(() => knex.destroy());

  const page = (q: string) => ({ filter: { q }, limit: 200 });

  it.each([
    ['part of a name in another case', 'SERVICE-1'],
    ['a namespace', '/namespace-7/'],
    ['a cluster and part of a namespace', 'prod-eu/namespace-1'],
    ['an entity', 'component:default/service-2'],
    ['part of a role ARN', 'role/role-2'],
    ['two letters', 'us'],
    ['an underscore, which is a wildcard in SQL', 'service_1'],
    ['a text that does not occur', 'nowhere-at-all'],
  ])('for %s finds the matching IAM service accounts', async (_, q) => {
    const all = await store.serviceAccounts({ filter: {}, limit: 200 }, 'all');
    const has = (text: string | null) =>
      text?.toLowerCase().includes(q.toLowerCase());
    const fit = all.items.filter(
      ({ cluster, namespace, name, entityRef, roleArn }) =>
        has(`${cluster}/${namespace}/${name} ${entityRef ?? ''}`) ||
        has(roleArn),
    );
    const { items, total } = await store.serviceAccounts(page(q), 'all');
    expect(items.map(({ id }) => id)).toEqual(fit.map(({ id }) => id));
    expect(total).toBe(fit.length);
  });

  if (databaseId !== 'POSTGRES_17') return;

  describe('of many rows', () => {
    let large: Knex;
    let many: FleetStore;
    beforeAll(async () => {
      large = await databases.init(databaseId);
      many = await storeFleet(large, {
        ...{ serviceAccounts: 2_000, roles: 1_000, pods: 2_000 },
      });
      await large.raw('vacuum analyze');
    });
    afterAll(() => large.destroy());

    /** Returns the query plan of this read for tables that are too large for a full scan. Source: PostgreSQL documentation, "EXPLAIN". */
    async function planOf(read: () => Promise<unknown>): Promise<string> {
      const [{ sql, bindings }] = await queriesOf(large, read);
      return large.transaction(async transaction => {
        await transaction.raw('set local enable_seqscan = off');
        const { rows } = await transaction.raw(
          `explain ${sql.replace(/\$\d+/g, '?')}`,
          bindings,
        );
        return rows.map((row: object) => Object.values(row)[0]).join('\n');
      });
    }

    it.each<[string, string, () => Promise<unknown>]>([
      [
        'service accounts',
        'service_accounts_searched_idx',
        () => many.serviceAccounts(page('orders'), 'all'),
      ],
      [
        'service accounts by their roles',
        'inventory_roles_searched_idx',
        () => many.serviceAccounts(page('orders'), 'all'),
      ],
      [
        'roles',
        'inventory_roles_searched_idx',
        () => many.roles(page('orders'), 'all'),
      ],
      [
        'workloads',
        'inventory_workloads_searched_idx',
        () => many.workloads(page('orders'), 'all'),
      ],
      [
        'findings',
        'findings_searched_idx',
        () => many.findings(page('orders'), 'all'),
      ],
    ])('of %s uses its own index', async (_, index, read) => {
      expect(await planOf(read)).toContain(index);
    });
  });

  it('works without an index if the user cannot create the pg_trgm extension', async () => {
    const other = await databases.init(databaseId);
    const { connection, ...config } = other.client.config;
    await other.migrate.rollback({ directory: MIGRATIONS }, true);
    await other.raw('drop extension pg_trgm');
    const role = `irsa_${Date.now()}`;
    await other.raw("create role ?? login password 'irsa'", role);
    await other.raw('grant create on schema public to ??', role);
    await other.raw(
      'drop table if exists knex_migrations, knex_migrations_lock',
    );
    const user = knexOf({
      ...config,
      connection: { ...connection, user: role, password: 'irsa' },
    });
    await user.migrate.latest({ directory: MIGRATIONS });
    const { rows } = await user.raw(
      "select 1 from pg_indexes where indexname like '%searched%'",
    );
    const found = await (
      await storeFleet(user)
    ).serviceAccounts(page('service-1'), 'all');
    await user.destroy();
    await other.destroy();
    expect(rows).toEqual([]);
    expect(found.total).toBe(11);
  });
});
