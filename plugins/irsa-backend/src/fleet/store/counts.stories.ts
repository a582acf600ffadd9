import { migratedDatabases } from '../../__testUtils__/databases';
import {
  accountRow,
  findingRow,
  insertRows,
  workloadRow,
} from '../../__testUtils__/inventory/rows';
import type { IrsaConfig } from '../../config/types';
import { toList } from '../../database/lists';
import { FleetStore } from './FleetStore';
import { OverviewStore } from './OverviewStore';

jest.setTimeout(60_000);

const databases = migratedDatabases();

describe.each(databases.eachSupportedId())('on %p', databaseId => {
  it('counts findings of workloads for their IAM service account, and those of several owners for each', async () => {
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
      config: { clusters: [] } as never as IrsaConfig,
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
    const listed = await store.findings(
      { filter: { serviceAccountId: account.id }, limit: 10 },
      'all',
    );
    expect(listed.items.map(({ check }) => check)).toEqual([
      'static-keys',
      'role-exists',
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
      'first',
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
});
