import { TestDatabases } from '@backstage/backend-test-utils';
import type {
  CheckResult,
  FleetServiceAccount,
} from '@backstage-irsa/core/model';
import { whileDenied } from '../__testUtils__/denied';
import { SCOPES, startScanHost, type ScanHost } from '../__testUtils__/scans';

const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

describe('scans that may not read the OIDC providers of an account', () => {
  let host: ScanHost;

  beforeAll(async () => {
    host = await startScanHost(databases);
  });
  afterAll(() => host?.stop());

  /** Returns the results of the check whether the OIDC provider exists in the account. */
  const results = async (): Promise<Set<string>> => {
    const rows = await host.knex('service_accounts').where({
      cluster: 'prod-eu',
      role_account_id: '111122223333',
      deleted_at: null,
    });
    const checks: CheckResult[] = rows.flatMap(
      ({ verification }) => JSON.parse(verification).checks,
    );
    return new Set(
      checks
        .filter(({ id }) => id === 'oidc-provider-exists')
        .map(({ result }) => result),
    );
  };

  it.each([
    ['read them one by one', 'iam:ListOpenIDConnectProviders', 'pass'],
    ['do not report them as missing', 'iam:*OpenIDConnectProvider*', 'unknown'],
  ])('%s', async (_, action, result) => {
    await whileDenied(host, { action }, () => host.scan(...SCOPES));
    const found = await results();
    expect(found).toContain(result);
    expect(found).not.toContain('fail');
  });
});

describe('scans that lack a permission', () => {
  let host: ScanHost;

  beforeAll(async () => {
    host = await startScanHost(databases);
    await host.settle();
  });
  afterAll(() => host?.stop());

  const open = async (): Promise<string[]> => {
    const rows = await host
      .knex('findings')
      .whereNull('resolved_at')
      .orderBy(['check_id', 'subject_name']);
    return rows.map(
      ({ check_id: check, subject_name: subject }) => `${check} ${subject}`,
    );
  };

  const scopeOf = async (scopeId: string) =>
    (await host.get('/scopes')).body.items.find(
      ({ id }: { id: string }) => id === scopeId,
    );

  it.each([
    'eks:DescribeCluster',
    'eks:ListNodegroups',
    'eks:DescribeNodegroup',
    'eks:ListAccessEntries',
    'eks:ListPodIdentityAssociations',
    'ec2:DescribeInstances',
    'iam:GetRole',
    'iam:GetOpenIDConnectProvider',
    'iam:GenerateServiceLastAccessedDetails',
  ])('resolve nothing without %s', async action => {
    await host.scan(...SCOPES);
    const before = await open();
    await whileDenied(host, { action }, () =>
      host.scan('account:111122223333', 'cluster:prod-eu'),
    );
    expect(await open()).toEqual(expect.arrayContaining(before));
  });

  it('neither report nor resolve that workloads use the node role without `list nodes`', async () => {
    await host.scan(...SCOPES);
    const before = await open();
    expect(before).toContainEqual(expect.stringMatching(/^uses-node-role /));
    const { disturbances } = host.sandbox.world;
    disturbances.replace([
      { kind: 'denied', service: 'kubernetes', operation: 'list nodes' },
    ]);
    await host.scan('cluster:prod-eu');
    disturbances.replace([]);
    expect(await open()).toEqual(before);
  });

  it('report neither pods nor their absence without `list pods`', async () => {
    const unused = () =>
      host
        .knex('findings')
        .whereNull('resolved_at')
        .whereRaw('severity < severity_in_use')
        .orderBy('id')
        .pluck('id');
    const pods = async (): Promise<Set<number | null>> => {
      const { body } = await host.get(
        '/fleet/service-accounts?cluster=prod-eu&sort=pods&limit=100',
      );
      return new Set(body.items.map((one: FleetServiceAccount) => one.pods));
    };
    const before = { unused: await unused(), pods: await pods() };
    expect(before.pods).not.toContain(null);
    const { disturbances } = host.sandbox.world;
    disturbances.replace([
      { kind: 'denied', service: 'kubernetes', operation: 'list pods' },
    ]);
    await host.scan('cluster:prod-eu', 'account:111122223333');
    disturbances.replace([]);
    expect(await pods()).toEqual(new Set([null]));
    const { counts } = await scopeOf('cluster:prod-eu');
    expect(Object.keys(counts)).toEqual(['serviceAccounts']);
    expect(before.unused).toEqual(expect.arrayContaining(await unused()));
    await host.scan('cluster:prod-eu', 'account:111122223333');
    expect({ unused: await unused(), pods: await pods() }).toEqual(before);
  });

  it('report that EKS Pod Identity associations are unknown, and keep those that are known', async () => {
    const role = await host
      .knex('inventory_roles')
      .where({ account_id: '111122223333', use: 'trust-only' })
      .whereNull('deleted_at')
      .first();
    const cluster = host.sandbox.world.clusters.get('prod-eu')!;
    const now = new Date();
    cluster.podIdentityAssociations.set('a-events', {
      ...{ id: 'a-events', namespace: 'production', serviceAccount: 'events' },
      ...{ roleArn: role.arn, disableSessionTags: false, tags: {} },
      arn: `arn:aws:eks:eu-west-1:111122223333:podidentityassociation/${cluster.name}/a-events`,
      ...{ createdAt: now, modifiedAt: now },
    });
    await host.scan('cluster:prod-eu');
    const holders = () =>
      host
        .knex('service_accounts')
        .where({ cluster: 'prod-eu' })
        .whereNotNull('association')
        .orderBy('id')
        .select('id', 'association', 'role_arn', 'role_row_id');
    const before = await holders();
    expect(before).toMatchObject([{ role_arn: role.arn }]);
    const roles = () =>
      host.knex('inventory_roles').orderBy('id').select('id', 'use');
    const used = await roles();
    const scope = () => scopeOf('cluster:prod-eu');
    const action = 'eks:ListPodIdentityAssociations';
    await whileDenied(host, { action }, () => host.scan('cluster:prod-eu'));
    expect(await scope()).toMatchObject({
      state: 'current',
      missingPermission: action,
      reason: expect.stringContaining(action),
    });
    expect(await holders()).toEqual(before);
    expect(await roles()).toEqual(used);
    await host.scan('cluster:prod-eu');
    expect((await scope()).missingPermission).toBeUndefined();
  });

  it('keep the ServiceAccounts of a role while the issuer of the cluster is unknown', async () => {
    await host.scan(...SCOPES);
    const holders = async () => ({
      roles: await host
        .knex('inventory_roles')
        .whereNull('deleted_at')
        .orderBy('id')
        .select('id', 'use', 'service_accounts'),
      accounts: await host
        .knex('service_accounts')
        .whereNull('deleted_at')
        .orderBy('id')
        .select('id', 'role_row_id'),
    });
    const before = await holders();
    await whileDenied(host, { action: 'eks:DescribeCluster' }, () =>
      host.scan('cluster:prod-eu', 'account:111122223333'),
    );
    expect(await holders()).toEqual(before);
  });
});

describe('scans next to a cluster that cannot be read', () => {
  let host: ScanHost;

  beforeAll(async () => {
    host = await startScanHost(databases, {
      irsa: async (_, kubeconfig) => ({
        clusters: [
          ...['prod-eu', 'staging-eu', 'unreadable'].map(name => ({
            name,
            accountId: name === 'prod-eu' ? '111122223333' : '444455556666',
            region: 'eu-west-1',
            access: { type: 'kubeconfig', file: kubeconfig, context: name },
          })),
        ],
      }),
    });
    // The second scan of the accounts knows the ServiceAccounts of the other clusters.
    await host.scan(...SCOPES, 'cluster:unreadable', ...SCOPES);
  });
  afterAll(() => host?.stop());

  const aboutRoles = async (): Promise<string[]> => {
    const rows = await host
      .knex('findings')
      .where({ subject_kind: 'role' })
      // Each scan requests AWS's reports for only a few roles.
      .whereNot({ check_id: 'unused-services' })
      .whereNull('resolved_at')
      .orderBy(['check_id', 'subject_name']);
    return rows.map(
      ({ check_id: check, subject_name: subject }) => `${check} ${subject}`,
    );
  };

  it('report everything about roles that does not depend on its ServiceAccounts', async () => {
    const found = await aboutRoles();
    const scope = { id: 'cluster:unreadable' };
    const scopes = host.knex('inventory_scopes').where(scope);
    expect(await scopes.clone().first()).toMatchObject({ completed_at: null });
    await scopes.clone().update({ completed_at: '2026-11-24T12:00:00.000Z' });
    await host.scan('account:111122223333', 'account:444455556666');
    expect(found).toEqual(await aboutRoles());
    expect(found).toContainEqual(
      expect.stringContaining('overly-permissive-trust'),
    );
  });
});
