import { TestDatabases } from '@backstage/backend-test-utils';
import { addSelfManagedNodes } from '@backstage-irsa/sandbox';
import { whileDenied } from '../__testUtils__/denied';
import { startScanHost, type ScanHost } from '../__testUtils__/scans';

const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

const SCOPE = 'cluster:prod-eu';

describe('the role of self-managed nodes, which only an access entry names', () => {
  let host: ScanHost;

  const cluster = () => host.sandbox.world.clusters.get('prod-eu')!;
  const roles = () =>
    host
      .knex('inventory_node_roles')
      .where({ scope: SCOPE, deleted_at: null })
      .orderBy('id')
      .pluck('id');
  const findings = () =>
    host
      .knex('findings')
      .where({ scope: SCOPE, subject_kind: 'node-role', resolved_at: null })
      .orderBy('id')
      .pluck('id');
  const scope = () =>
    host.knex('inventory_scopes').where({ id: SCOPE }).first();

  beforeAll(async () => {
    host = await startScanHost(databases);
    // The access entries of the nodes stay: without node groups, the nodes are self-managed.
    cluster().nodeGroups.length = 0;
    await host.scan('account:111122223333', SCOPE);
  });
  afterAll(() => host?.stop());

  it('keeps its row and findings while the access entries cannot be read', async () => {
    const [rows, open] = [await roles(), await findings()];
    expect(rows.length).toBeGreaterThan(0);
    expect(open.length).toBeGreaterThan(0);
    const { disturbances } = host.sandbox.world;
    disturbances.replace([
      { kind: 'fail', service: 'eks', operation: 'ListAccessEntries' },
    ]);
    await host.scan(SCOPE);
    disturbances.replace([]);
    expect(await scope()).toMatchObject({ reason: expect.any(String) });
    expect(await roles()).toEqual(rows);
    expect(await findings()).toEqual(open);
  });

  it('is deleted when the cluster has no access entry for it', async () => {
    cluster().authenticationMode = 'CONFIG_MAP';
    await host.scan(SCOPE);
    expect(await roles()).toEqual([]);
    expect(await findings()).toEqual([]);
  });
});

describe('the role of self-managed nodes, which only the ConfigMap aws-auth names', () => {
  let host: ScanHost;

  const nodeRole = async () => {
    const { body } = await host.get('/node-roles?cluster=prod-eu');
    return body.items.find(
      ({ name }: { name: string }) => name === 'prod-eu-own-node',
    );
  };
  const scope = () =>
    host.knex('inventory_scopes').where({ id: SCOPE }).first();

  beforeAll(async () => {
    host = await startScanHost(databases);
    addSelfManagedNodes(host.sandbox.world, 'prod-eu', {
      morePolicies: ['AmazonS3FullAccess'],
    });
    await host.scan('account:111122223333', SCOPE);
  });
  afterAll(() => host?.stop());

  it('is found by their instance profile, with its excess policies and reach', async () => {
    expect(await scope()).toMatchObject({ reason: null });
    expect(await nodeRole()).toMatchObject({
      reach: 'all-pods',
      excess: [expect.stringContaining('AmazonS3FullAccess')],
    });
    const { body } = await host.get('/findings?check=node-role-excess');
    expect(JSON.stringify(body)).toContain('prod-eu-own-node');
  });

  it('stays while the instances cannot be read', async () => {
    const before = await nodeRole();
    await whileDenied(host, { action: 'ec2:DescribeInstances' }, () =>
      host.scan(SCOPE),
    );
    expect(await nodeRole()).toEqual(before);
    expect(await scope()).toMatchObject({
      missing_right: 'ec2:DescribeInstances',
    });
  });

  it('is reported as unknown if the instance profile is unknown', async () => {
    await host.knex('inventory_observations').delete();
    await host.scan(SCOPE);
    expect(await scope()).toMatchObject({
      reason: expect.stringContaining('instance profile'),
    });
    expect(await nodeRole()).toBeDefined();
  });
});
