import { TestDatabases } from '@backstage/backend-test-utils';
import { startScanHost, type ScanHost } from '../__testUtils__/scans';

const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

const ACCOUNT = 'account:111122223333';

/** The checks whose findings need the issuers of all clusters. The company has a finding of each. */
const CHECKS = ['orphaned-oidc-provider', 'role-without-service-account'];

describe('findings that need the issuers of all clusters', () => {
  let host: ScanHost;

  const open = () =>
    host
      .knex('findings')
      .where({ scope: ACCOUNT, resolved_at: null })
      .whereIn('check_id', CHECKS)
      .orderBy('id')
      .select('id', 'check_id');
  const scope = () =>
    host.knex('inventory_scopes').where({ id: ACCOUNT }).first();
  /** Scans the account as a backend that has just started, which knows no issuer yet. */
  const scanAfterRestart = async () => {
    const restarted = await startScanHost(databases, {
      ...{ beside: host, knex: host.knex },
    });
    await restarted.scan(ACCOUNT);
    await restarted.stop();
  };

  beforeAll(async () => {
    host = await startScanHost(databases);
    await host.settle();
  });
  afterAll(() => host?.stop());

  it('stay open while a cluster cannot be described, and the scan names it', async () => {
    const before = await open();
    const checks = new Set(before.map(({ check_id: check }) => check));
    expect([...checks].sort()).toEqual(CHECKS);
    const { disturbances } = host.sandbox.world;
    disturbances.replace([
      { kind: 'fail', service: 'eks', operation: 'DescribeCluster' },
    ]);
    await scanAfterRestart();
    expect(await open()).toEqual(before);
    expect(await scope()).toMatchObject({
      stale_since: null,
      reason: expect.stringContaining(
        'The issuer of cluster prod-eu was not read.',
      ),
    });
    disturbances.replace([]);
  });

  it('are reported although a configured cluster does not exist', async () => {
    const { clusters } = host.sandbox.world;
    const deleted = clusters.get('staging-eu')!;
    await host.knex('findings').delete();
    clusters.delete('staging-eu');
    await scanAfterRestart();
    clusters.set('staging-eu', deleted);
    const checks = new Set((await open()).map(({ check_id: check }) => check));
    expect([...checks].sort()).toEqual(CHECKS);
    expect(await scope()).toMatchObject({ reason: null });
  });
});
