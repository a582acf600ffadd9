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
});
