import { TestDatabases } from '@backstage/backend-test-utils';
import {
  EKS_ANNOTATIONS,
  formatServiceAccountRef,
  timeText,
  type Finding,
  type FleetRole,
} from '@backstage-irsa/core/model';
import { coreOf } from '../__testUtils__/coreOf';
import { SCOPES, startScanHost, type ScanHost } from '../__testUtils__/scans';
import { renewedOf } from '../__testUtils__/internals';
import { expectOrderByFindings } from '../__testUtils__/openFindingOrder';

const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

/** The tables that scans write, with their keys. The scopes are separate, because they contain scan times. */
const TABLES = {
  service_accounts: 'id',
  inventory_roles: 'id',
  inventory_principals: 'id',
  inventory_providers: 'id',
  inventory_workloads: 'id',
  inventory_node_roles: 'id',
  findings: 'id',
  inventory_states: 'seq',
  inventory_policy_sets: 'hash',
};

describe('scans of the company', () => {
  let host: ScanHost;

  const core = () => coreOf(host.kubeconfig);
  const account = (name: string) =>
    host.knex('service_accounts').where({ cluster: 'prod-eu', name }).first();
  const scope = (id: string) =>
    host.knex('inventory_scopes').where({ id }).first();
  const everything = async () => {
    const all: Record<string, Record<string, unknown>[]> = {};
    for (const [table, key] of Object.entries(TABLES)) {
      all[table] = await host.knex(table).orderBy(key);
    }
    return all;
  };

  beforeAll(async () => {
    host = await startScanHost(databases);
    await host.settle();
  });
  afterAll(() => host?.stop());

  it('complete in all clusters and accounts, and report their cost', async () => {
    const scopes = await host.knex('inventory_scopes').orderBy('id');
    expect(scopes.map(({ id }) => id)).toEqual(SCOPES);
    for (const one of scopes) {
      expect(one).toMatchObject({
        completed_at: expect.any(String),
        stale_since: null,
        reason: null,
        scanning_until: 0,
      });
      expect(one.aws_calls).toBeGreaterThan(0);
    }
  });

  it('find every service with its status', async () => {
    const rows = await host.knex('service_accounts').whereNull('deleted_at');
    const statuses = new Map(
      rows.map(row => [formatServiceAccountRef(row), row.status]),
    );
    for (const service of host.sandbox.world.services) {
      const ref = formatServiceAccountRef(service);
      const broken = service.fault === 'no-subject' ? 'degraded' : 'broken';
      expect([ref, statuses.get(ref)]).toEqual([
        ref,
        service.fault === null ? 'verified' : broken,
      ]);
    }
  });

  it('find roles, providers, workloads, and node roles, and their locations', async () => {
    const { knex } = host;
    expect(await knex('inventory_roles').where({ use: 'node' })).not.toEqual(
      [],
    );
    for (const [table, kind] of Object.entries({
      inventory_roles: 'role',
      inventory_providers: 'oidc-provider',
      inventory_workloads: 'workload',
      inventory_node_roles: 'node-role',
      service_accounts: 'service-account',
    })) {
      const ids = await knex(table).pluck('id');
      const placed = await knex('inventory_locations')
        .where({ kind })
        .distinct('row_id');
      expect(ids.length).toBeGreaterThan(0);
      expect(placed.map(row => row.row_id).sort()).toEqual(ids.sort());
    }
  });

  it('sort services by the open findings about them, their roles, and their workloads', async () => {
    const counts = await expectOrderByFindings(host);
    const kinds = await host
      .knex('findings')
      .whereNull('resolved_at')
      .distinct('subject_kind')
      .pluck('subject_kind');
    expect(kinds).toEqual(
      expect.arrayContaining(['service-account', 'role', 'workload']),
    );
    expect(Math.max(...counts.values())).toBeGreaterThan(1);
  });

  it('detect from its tags which tool manages a role', async () => {
    const { body: all } = await host.get('/roles?limit=200');
    const toolOf = ({ managedBy }: FleetRole) => managedBy?.tool ?? 'none';
    const tools = new Set<string>(all.items.map(toolOf));
    expect(tools).toEqual(new Set(['eksctl', 'none']));
    for (const tool of tools) {
      const { body } = await host.get(`/roles?limit=200&managedBy=${tool}`);
      expect(body.items).toEqual(
        all.items.filter((role: FleetRole) => toolOf(role) === tool),
      );
    }
    const { body: ledger } = await host.get('/roles?q=/eksctl-prod-eu');
    expect(ledger.items[0].managedBy).toEqual({
      tool: 'eksctl',
      name: 'prod-eu',
      evidence: 'alpha.eksctl.io/cluster-name: prod-eu',
      format: 'eksctl',
    });
  });

  it('find the fault of a broken service', async () => {
    const service = host.sandbox.world.services.find(
      ({ fault, cluster }) => fault !== null && cluster === 'prod-eu',
    )!;
    const { id } = await account(service.name);
    const findings = await host.knex('findings').where({ subject_id: id });
    expect(findings.some(({ resolved_at }) => resolved_at === null)).toBe(true);
  });

  it('write only the last use of roles if nothing else changed, and read only a part', async () => {
    const { inventory_roles: rolesBefore, ...before } = await everything();
    const since = host.sandbox.world.calls.count;
    await host.knex('inventory_roles').update({ last_used_at: null });
    await host.scan(...SCOPES);
    const { inventory_roles: roles, ...after } = await everything();
    expect(after).toEqual(before);
    const whetherUsed = (row: Record<string, unknown>) => ({
      ...row,
      last_used_at: row.last_used_at !== null,
    });
    expect(roles.map(whetherUsed)).toEqual(rolesBefore.map(whetherUsed));
    expect(
      new Set(roles.map(whetherUsed).map(row => row.last_used_at)),
    ).toEqual(new Set([true, false]));
    const alone = host.sandbox.world.calls
      .since(since)
      .filter(
        ({ operation }) => operation === 'DescribePodIdentityAssociation',
      );
    const known = await host
      .knex('inventory_observations')
      .where({ kind: 'association' });
    expect(alone.length).toBeLessThanOrEqual(2 * renewedOf(known.length));
  });

  it('write only the row of a ServiceAccount that changed', async () => {
    const before = await host.knex('service_accounts').orderBy('id');
    const changed = before.find(
      row => row.cluster === 'prod-eu' && row.status === 'verified',
    );
    await core().patchNamespacedServiceAccount({
      name: changed.name,
      namespace: changed.namespace,
      body: [
        {
          op: 'add',
          path: '/metadata/annotations/example.com~1note',
          value: 'changed',
        },
      ],
    });
    await host.scan('cluster:prod-eu');
    const after = await host.knex('service_accounts').orderBy('id');
    expect(
      after
        .filter((row, n) => row.scanned_at !== before[n].scanned_at)
        .map(({ id }) => id),
    ).toEqual([changed.id]);
  });

  it('report when a ServiceAccount was deleted, and recognize it when it is back', async () => {
    const annotations = {
      [EKS_ANNOTATIONS.roleArn]: 'arn:aws:iam::111122223333:role/no-such-role',
    };
    const body = { metadata: { name: 'passing', annotations } };
    const place = { name: 'passing', namespace: 'production' };
    await core().createNamespacedServiceAccount({
      namespace: 'production',
      body,
    });
    await host.scan('cluster:prod-eu');
    const row = await account('passing');
    expect(row).toMatchObject({ deleted_at: null, status: 'broken' });
    const open = () =>
      host
        .knex('findings')
        .where({ subject_id: row.id })
        .whereNull('resolved_at');
    const found = (await open()).map(({ id }) => id);
    expect(found.length).toBeGreaterThan(0);
    const counted = () => expectOrderByFindings(host);
    expect((await counted()).get(row.id)).toBe(found.length);

    await core().deleteNamespacedServiceAccount(place);
    await host.scan('cluster:prod-eu');
    expect(await account('passing')).toMatchObject({
      deleted_at: expect.any(String),
    });
    expect(await open()).toEqual([]);

    await host
      .knex('findings')
      .where({ id: found[0] })
      .update({
        ...{ accepted_by: 'user:default/a', accepted_reason: 'known' },
        accepted_at: new Date().toISOString(),
        accepted_until: new Date(Date.now() + 60_000).toISOString(),
      });
    await core().createNamespacedServiceAccount({
      namespace: 'production',
      body,
    });
    await host.scan('cluster:prod-eu');
    expect(await account('passing')).toMatchObject({ deleted_at: null });
    const openNow = await open();
    // Accepted findings do not count.
    expect((await counted()).get(row.id)).toBe(openNow.length - 1);
    expect(openNow).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: found[0], accepted_reason: 'known' }),
      ]),
    );
    await core().deleteNamespacedServiceAccount(place);
    await host.scan('cluster:prod-eu');
  });

  it('use a live proof until its basis changes', async () => {
    const { id } = await account('orders-api');
    await host.post(`/service-accounts/${id}/verifications`, { live: true });
    await host.scan('account:111122223333', 'cluster:prod-eu');
    const proof = async () =>
      JSON.parse((await account('orders-api')).verification).liveProof;
    const made = await proof();
    expect(made).toMatchObject({ result: 'proved' });
    expect(made.changedSince).toBeUndefined();
    await core().patchNamespacedServiceAccount({
      name: 'orders-api',
      namespace: 'production',
      body: [
        {
          op: 'add',
          path: '/metadata/annotations/eks.amazonaws.com~1audience',
          value: 'sts.amazonaws.com',
        },
      ],
    });
    await host.scan('cluster:prod-eu');
    // The proof is kept with its time, but no longer counts as an answer.
    expect(await proof()).toEqual({
      ...made,
      changedSince: ['service-account'],
    });
    const { checks } = JSON.parse((await account('orders-api')).verification);
    expect(JSON.stringify(checks)).not.toContain('"proved"');
  });

  it('keep a newer verification', async () => {
    const { id } = await account('ledger');
    const findingsOf = () =>
      host
        .knex('findings')
        .where({ subject_id: id, check_id: 'chain-broken', resolved_at: null });
    await host.post(`/service-accounts/${id}/verifications`, { live: true });
    await host.scan('cluster:prod-eu');
    expect(await account('ledger')).toMatchObject({ status: 'verified' });
    // In the state that the account's scan recorded, the role still trusts the ServiceAccount.
    const { roles } = host.sandbox.world.accounts.get('111122223333')!;
    const role = [...roles.values()].find(({ name }) =>
      name.startsWith('eksctl-prod-eu'),
    )!;
    const { trustPolicy } = role;
    role.trustPolicy = trustPolicy.replaceAll(':payments:', ':elsewhere:');
    await host.post(`/service-accounts/${id}/verifications`, { live: true });
    expect(await account('ledger')).toMatchObject({ status: 'broken' });

    await host.scan('cluster:prod-eu');
    expect(await account('ledger')).toMatchObject({ status: 'broken' });
    await host.scan('account:111122223333', 'cluster:prod-eu');
    expect(await account('ledger')).toMatchObject({ status: 'broken' });
    expect(await findingsOf()).not.toEqual([]);
    role.trustPolicy = trustPolicy;
    await host.scan('account:111122223333', 'cluster:prod-eu');
    expect(await account('ledger')).toMatchObject({ status: 'verified' });
    expect(await findingsOf()).toEqual([]);
  });

  it('see changes in the cluster after a verification that is newer than the data of the account', async () => {
    const place = { name: 'invoicing', namespace: 'production' };
    const { id } = await account(place.name);
    const verify = () =>
      host.post(`/service-accounts/${id}/verifications`, { live: false });
    const { metadata } = await core().readNamespacedServiceAccount(place);
    await verify();
    await core().patchNamespacedServiceAccount({
      ...place,
      body: [
        {
          op: 'add',
          path: '/metadata/annotations/eks.amazonaws.com~1audience',
          value: 'elsewhere',
        },
      ],
    });
    const before = await account(place.name);
    await host.scan('cluster:prod-eu');
    const after = await account(place.name);
    expect(after.scanned_at > before.updated_at).toBe(true);
    await verify();
    await core().deleteNamespacedServiceAccount(place);
    await host.scan('cluster:prod-eu');
    expect((await account(place.name)).deleted_at).not.toBeNull();
    const { annotations } = metadata ?? {};
    await core().createNamespacedServiceAccount({
      namespace: place.namespace,
      body: { metadata: { name: place.name, annotations } },
    });
    await host.scan('cluster:prod-eu');
  });

  it('notify only the platform team about a status that is unknown for more than a day', async () => {
    const { disturbances } = host.sandbox.world;
    const row = await account('ledger');
    const findings = async () => {
      const { body } = await host.get('/findings?check=status-unknown');
      return body.items.filter(({ subject }: Finding) => subject.id === row.id);
    };
    const scan = () => host.scan('cluster:prod-eu');
    disturbances.replace([
      { kind: 'denied', service: 'kubernetes', operation: 'list pods' },
      { kind: 'denied', service: 'kubernetes', operation: '*webhook*' },
    ]);
    await scan();
    expect(await account('ledger')).toMatchObject({ status: 'unknown' });
    expect(await findings()).toEqual([]);

    const { verification } = await account('ledger');
    const since = new Date(Date.now() - 25 * 60 * 60 * 1000).toISOString();
    const { unknown, ...rest } = JSON.parse(verification);
    await host
      .knex('service_accounts')
      .where({ id: row.id })
      .update({
        verification: JSON.stringify({
          ...rest,
          unknown: { ...unknown, since },
        }),
      });
    await scan();
    expect(await findings()).toMatchObject([
      {
        owners: [],
        message: expect.stringContaining(timeText(since)),
        severity: 'medium',
      },
    ]);
    disturbances.replace([]);
    await scan();
    expect(await account('ledger')).toMatchObject({ status: 'verified' });
    expect(await findings()).toEqual([]);
  });

  it('keep the known data when one fails, and report the reason and the time', async () => {
    const { users } = host.sandbox.world.accounts.get('111122223333')!;
    const before = await everything();
    const lost = [...users];
    users.clear();
    try {
      await host.scan('account:111122223333', 'account:444455556666');
    } finally {
      lost.forEach(([name, user]) => users.set(name, user));
    }
    expect(await scope('account:111122223333')).toMatchObject({
      completed_at: expect.any(String),
      stale_since: expect.any(String),
      reason: expect.any(String),
    });
    expect(await scope('account:444455556666')).toMatchObject({
      stale_since: null,
    });
    expect(await everything()).toEqual(before);
    await host.scan('account:111122223333');
    expect(await scope('account:111122223333')).toMatchObject({
      stale_since: null,
      reason: null,
    });
  });
});
