import { TestDatabases } from '@backstage/backend-test-utils';
import { formatServiceAccountRef } from '@backstage-irsa/plugin-irsa-common';
import {
  SCOPES,
  startSweepHost,
  type SweepHost,
} from '../__testUtils__/sweeps';

jest.setTimeout(120_000);

const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

describe('a sweep of the company', () => {
  let host: SweepHost;

  beforeAll(async () => {
    host = await startSweepHost(databases);
    await host.sweep(...SCOPES);
  });
  afterAll(() => host?.stop());

  it('comes to its end everywhere, and says what it took', async () => {
    const scopes = await host.knex('inventory_scopes').orderBy('id');
    expect(scopes.map(({ id }) => id)).toEqual(SCOPES);
    for (const scope of scopes) {
      expect(scope).toMatchObject({ completed_at: expect.any(String) });
      expect(scope.aws_calls).toBeGreaterThan(0);
    }
  });

  it('finds every service with its status', async () => {
    const rows = await host.knex('service_accounts').whereNull('gone_at');
    const statuses = new Map(
      rows.map(row => [formatServiceAccountRef(row), row.status]),
    );
    for (const service of host.sandbox.world.services) {
      const ref = formatServiceAccountRef(service);
      const broken = service.fault === 31 ? 'degraded' : 'broken';
      expect([ref, statuses.get(ref)]).toEqual([
        ref,
        service.fault === null ? 'verified' : broken,
      ]);
    }
  });

  it('tells for as long as nobody takes it over that one was made again', async () => {
    const cluster = 'prod-eu';
    const row = await host
      .knex('service_accounts')
      .where({ cluster, status: 'verified' })
      .first();
    await host
      .knex('service_accounts')
      .where({ id: row.id })
      .update({ service_account_uid: 'the-one-before', digest: null });
    for (const _ of ['now', 'later']) {
      await host.sweep(`cluster:${cluster}`);
      const findings = await host
        .knex('findings')
        .where({ subject_id: row.id, check_id: 'recreated', mended_at: null });
      expect(findings).toHaveLength(1);
    }
  });
});
