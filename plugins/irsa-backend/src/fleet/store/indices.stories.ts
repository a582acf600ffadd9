import type { Knex } from 'knex';
import { migratedDatabases } from '../../__testUtils__/databases';
import { ACCOUNTS, roleIdOf } from '../../__testUtils__/inventory/rows';
import { storeFleet } from '../../__testUtils__/inventory/storedFleet';
import { queriesOf } from '../../__testUtils__/queriesOf';
import type { FleetQuery, FleetStore } from './FleetStore';
import { recountOpenFindings, type Changed } from './openFindingCounts';

jest.setTimeout(60_000);

// SQLite only: PostgreSQL does not use indexes for tables as small as those of a test.
const databases = migratedDatabases(['SQLITE_3']);

// The expressions of an index must match those of the query. Otherwise it is silently not used.
describe('the index that is used for a list', () => {
  let knex: Knex;
  let store: FleetStore;
  beforeAll(async () => {
    knex = await databases.init('SQLITE_3');
    store = await storeFleet(knex);
  });
  afterAll(() => knex.destroy());

  /** Returns the query plans of these reads, one line per table. Source: SQLite, "EXPLAIN QUERY PLAN". */
  async function plansOf(read: () => Promise<unknown>): Promise<string[]> {
    const asked = await queriesOf(knex, read);
    const plans = await Promise.all(
      asked.map(({ sql, bindings }) =>
        knex.raw(`explain query plan ${sql}`, bindings),
      ),
    );
    return plans.flat().map(({ detail }: { detail: string }) => detail);
  }

  const page = (filter: FleetQuery['filter']) => ({ filter, limit: 20 });

  it.each<[string, string, () => Promise<unknown>]>([
    [
      'service accounts',
      'service_accounts_list_idx',
      () => store.serviceAccounts(page({}), 'all'),
    ],
    [
      'service accounts with a proposed entity',
      'service_accounts_link_idx',
      () => store.serviceAccounts(page({ link: ['proposed'] }), 'all'),
    ],
    [
      'service accounts sorted by open findings',
      'service_accounts_findings_idx',
      () => store.serviceAccounts({ ...page({}), sort: 'findings' }, 'all'),
    ],
    [
      'findings sorted by severity',
      'findings_worst_idx',
      () => store.findings(page({}), 'all'),
    ],
    [
      'findings of a service account',
      'findings_subject_idx',
      () => store.findings(page({ serviceAccountId: 'sa-1' }), 'all'),
    ],
    [
      'workloads',
      'inventory_workloads_list_idx',
      () => store.workloads(page({}), 'all'),
    ],
    [
      'roles sorted by risk',
      'inventory_roles_list_idx',
      () => store.roles(page({}), 'all'),
    ],
  ])('of %s is %s', async (_, index, read) => {
    const plans = await plansOf(read);
    expect(plans.filter(plan => plan.includes(index))).not.toEqual([]);
  });

  it.each<[string, Changed]>([
    ['service_accounts_scope_idx', { scope: 'cluster:prod-eu' }],
    ['service_accounts_account_idx', { scope: 'account:111122223333' }],
    [
      'service_accounts_role_idx',
      { subjectIds: [roleIdOf(ACCOUNTS['prod-eu'], 'role-0')] },
    ],
  ])(
    'is %s when open findings are recounted, without full table scans',
    async (index, changed) => {
      const plans = await plansOf(() => recountOpenFindings(knex, changed));
      const used = [
        index,
        'inventory_workloads_account_idx',
        'COVERING INDEX findings_subject_idx (subject_id=?',
      ];
      for (const name of used) {
        expect(plans.filter(plan => plan.includes(name))).not.toEqual([]);
      }
      expect(plans.filter(plan => /^SCAN (?!json_each)/.test(plan))).toEqual(
        [],
      );
    },
  );
});
