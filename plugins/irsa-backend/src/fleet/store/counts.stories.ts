import type { SubjectKind } from '@backstage-irsa/core/model';
import { migratedDatabases } from '../../__testUtils__/databases';
import {
  accountRow,
  findingRow,
  insertRows,
  SEEN,
  workloadRow,
} from '../../__testUtils__/inventory/rows';
import { toList } from '../../database/lists';
import type { Row as ServiceAccountRow } from '../../serviceAccounts/ServiceAccountRow';
import { FacetStore } from './FacetStore';
import { FleetStore } from './FleetStore';
import type { FindingRow } from './inventory/rows';
import { OverviewStore } from './OverviewStore';
import { serviceAccountsTable } from './serviceAccountsTable';

jest.setTimeout(60_000);

const databases = migratedDatabases();

const NOW = { changes: 'first', scans: 'first' };

describe.each(databases.eachSupportedId())('on %p', databaseId => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('counts findings of workloads for their IAM service account, and shared findings for each owner', async () => {
    const knex = await databases.init(databaseId);
    const place = { cluster: 'prod-eu', namespace: 'shop', name: 'cart' };
    const account = accountRow(place);
    const healthy = accountRow({ ...place, name: 'healthy' });
    const { workload } = workloadRow(
      { ...place, name: 'deployment/cart' },
      { change: { service_account_id: account.id } },
    );
    const about = {
      subject_kind: 'workload',
      subject_id: workload.id,
    } as const;
    await insertRows(knex, {
      service_accounts: [account, healthy],
      inventory_workloads: [workload],
      findings: [
        findingRow(account, 'role-exists'),
        findingRow({ ...account, id: workload.id }, 'static-keys', {
          ...about,
          severity: 2,
        }),
        findingRow({ ...account, id: workload.id }, 'uses-node-role', {
          ...about,
          resolved_at: account.updated_at,
        }),
      ],
    });
    const store = new FleetStore({
      knex,
      config: { clusters: [] },
    });
    const { items } = await store.serviceAccounts(
      { filter: {}, sort: 'findings', limit: 10 },
      'all',
    );
    expect(
      items.map(({ name, findings, highestSeverity }) => ({
        name,
        findings,
        highestSeverity,
      })),
    ).toEqual([
      { name: 'cart', findings: 2, highestSeverity: 'high' },
      { name: 'healthy', findings: 0, highestSeverity: undefined },
    ]);

    const [one, two] = ['group:default/one', 'group:default/two'];
    await knex('findings')
      .where({ check_id: 'static-keys' })
      .update({ owners: toList([one, two]) });
    await knex('findings')
      .where({ check_id: 'role-exists' })
      .update({ owners: toList([one]) });
    const { byOwner, findings } = await new OverviewStore({ knex }).read(
      'all',
      NOW,
      new Date(),
    );
    expect(findings.shared).toBe(1);
    expect(byOwner).toEqual([
      { owner: one, open: 2, critical: 0, high: 1 },
      { owner: two, open: 1, critical: 0, high: 1 },
    ]);
    const ofOne = await store.findings(
      { filter: { owner: [one] }, limit: 10 },
      'all',
    );
    expect(ofOne.items).toHaveLength(2);
  });

  it('recounts the fleet in the background after 5 seconds, and waits for the result after 10 seconds', async () => {
    const knex = await databases.init(databaseId);
    const place = { cluster: 'prod-eu', namespace: 'shop', name: 'cart' };
    const overview = new OverviewStore({ knex });
    const started = Date.now();
    const totalAfter = async (seconds: number) => {
      const now = new Date(started + seconds * 1000);
      const { serviceAccounts } = await overview.read('all', NOW, now);
      return serviceAccounts.total;
    };
    const add = (name: string) =>
      insertRows(knex, {
        service_accounts: [accountRow({ ...place, name }, { role: 'cart' })],
      });
    // Slow counts are kept for longer, so a busy machine must not affect the measured time.
    jest.spyOn(performance, 'now').mockReturnValue(0);
    expect(await totalAfter(0)).toBe(0);
    await add('one');
    expect(await totalAfter(4)).toBe(0);
    expect(await totalAfter(6)).toBe(0);
    expect(await totalAfter(11)).toBe(1);
    await add('two');
    expect(await totalAfter(30)).toBe(2);
    await add('three');
    overview.forget();
    expect(await totalAfter(31)).toBe(3);
  });

  it('lists only the findings of an IAM service account, its role, and its workloads', async () => {
    const knex = await databases.init(databaseId);
    const place = { cluster: 'prod-eu', namespace: 'shop', name: 'cart' };
    const account = accountRow(place, { role: 'cart' });
    const other = accountRow({ ...place, name: 'other' }, { role: 'other' });
    const workloads = [account, account, other].map(
      (of, index) =>
        workloadRow(
          { ...place, name: `deployment/${index}` },
          { change: { service_account_id: of.id } },
        ).workload,
    );
    const about = (
      kind: SubjectKind,
      id: string,
      check: string,
      change: Partial<FindingRow> = {},
    ) =>
      findingRow({ ...account, id }, check, {
        ...{ subject_kind: kind, subject_id: id },
        ...change,
      });
    await insertRows(knex, {
      service_accounts: [account, other],
      inventory_workloads: workloads,
      findings: [
        about('service-account', account.id, 'role-exists'),
        about('role', account.role_row_id ?? '', 'unused-role'),
        about('workload', workloads[0].id, 'static-keys'),
        about('workload', workloads[1].id, 'uses-node-role', {
          resolved_at: account.updated_at,
        }),
        about('service-account', other.id, 'role-exists'),
        about('role', other.role_row_id ?? '', 'unused-role'),
        about('workload', workloads[2].id, 'static-keys'),
        about('cluster', 'prod-eu', 'unknown-issuer'),
      ],
    });
    const store = new FleetStore({
      knex,
      config: { clusters: [] },
    });
    const listed = async (serviceAccountId: string, state?: string) => {
      const { items, total } = await store.findings(
        {
          ...{ filter: { serviceAccountId, state }, limit: 10 },
          sort: 'check',
        },
        'all',
      );
      expect(total).toBe(items.length);
      return items.map(({ check, subject }) => [check, subject.id]);
    };
    expect(await listed(account.id)).toEqual([
      ['role-exists', account.id],
      ['static-keys', workloads[0].id],
      ['unused-role', account.role_row_id],
    ]);
    expect(await listed(account.id, 'resolved')).toEqual([
      ['uses-node-role', workloads[1].id],
    ]);
    expect(await listed('none')).toEqual([]);
  });

  it('lists and counts IAM service accounts by their link to an entity', async () => {
    const knex = await databases.init(databaseId);
    const entity = 'component:default/cart';
    const linked = { linked_entity_ref: entity };
    const proposed = { proposed_entity: JSON.stringify({ entityRef: entity }) };
    const recorded = { owner: 'group:default/team' };
    const row = (name: string, change: Partial<ServiceAccountRow>) =>
      accountRow({ cluster: 'prod-eu', namespace: 'shop', name }, { change });
    await insertRows(knex, {
      service_accounts: [
        row('linked', linked),
        row('linked-and-recorded', { ...linked, ...recorded }),
        row('linked-and-proposed', { ...linked, ...proposed }),
        row('proposed', proposed),
        row('proposed-and-broken', { ...proposed, status: 'broken' }),
        row('proposed-and-deleted', { ...proposed, deleted_at: SEEN }),
        row('none', {}),
      ],
    });
    const store = new FleetStore({
      knex,
      config: { clusters: [] },
    });
    const listed = async (...link: string[]) => {
      const { items, total } = await store.serviceAccounts(
        { filter: { link }, limit: 10 },
        'all',
      );
      expect(total).toBe(items.length);
      return items.map(({ name }) => name);
    };
    expect(await listed('linked')).toEqual(['linked', 'linked-and-proposed']);
    expect(await listed('proposed')).toEqual([
      'proposed-and-broken',
      'proposed',
    ]);
    expect(await listed('none')).toEqual(['linked-and-recorded', 'none']);
    expect(await listed('none', 'proposed')).toEqual([
      'proposed-and-broken',
      'linked-and-recorded',
      'none',
      'proposed',
    ]);
    const counted = await new FacetStore({ knex }).facets(
      serviceAccountsTable,
      ['link'],
      {},
      'all',
    );
    expect(counted[0].values).toEqual([
      { value: 'linked', count: 2 },
      { value: 'none', count: 2 },
      { value: 'proposed', count: 2 },
    ]);
  });
});
