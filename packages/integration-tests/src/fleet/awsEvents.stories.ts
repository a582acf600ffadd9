import { TestDatabases } from '@backstage/backend-test-utils';
import { serviceAccountId } from '@backstage-irsa/core/model';
import {
  RetiredScopeStore,
  ServiceAccountScanStore,
} from '../__testUtils__/internals';
import { expectOrderByFindings } from '../__testUtils__/openFindingOrder';
import { ACCOUNT, awsEventHosts } from '../__testUtils__/awsEvents';
import { SCOPES, type ScanHost } from '../__testUtils__/scans';

/** The maximum delay from the arrival of an event to the display of the issue, in milliseconds. */
const SHOWN_MS = 5_000;

const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

describe('events of AWS', () => {
  const {
    logger,
    start,
    publish,
    settle: settleHosts,
  } = awsEventHosts(databases);
  let host: ScanHost;

  beforeAll(async () => {
    host = await start();
    await host.settle();
  }, 180_000);
  afterAll(() => host?.stop());

  const waiting = () => host.knex('changed_things');
  const settle = () => settleHosts(host);
  /** Returns services without a fault in the cluster and account of the events, each with its own role. */
  const services = async () => {
    const { world } = host.sandbox;
    const { roles } = world.accounts.get(ACCOUNT)!;
    const rows = await host
      .knex('service_accounts')
      .where({ cluster: 'prod-eu', status: 'verified', association: null })
      .whereLike('role_arn', `arn:aws:iam::${ACCOUNT}:role/%`);
    const used = new Map<string, number>();
    for (const { role_arn: arn } of rows) {
      used.set(arn, (used.get(arn) ?? 0) + 1);
    }
    return rows
      .filter(({ role_arn: arn }) => used.get(arn) === 1)
      .map(({ id, role_arn: arn }) => {
        const roleName: string = arn.split('/').pop();
        const key = roleName.toLowerCase();
        return { id, arn, roles, key, roleName, role: roles.get(key)! };
      });
  };
  const statusOf = async (id: string): Promise<string> => {
    const { body } = await host.get('/fleet/service-accounts?limit=200');
    return body.items.find((one: { id: string }) => one.id === id)?.status;
  };
  const openFindings = (subjectId: string) =>
    host
      .knex('findings')
      .where({ subject_id: subjectId })
      .whereNull('resolved_at');
  const scopeOf = async (id: string) => {
    const { body } = await host.get('/scopes');
    return body.items.find((one: { id: string }) => one.id === id);
  };

  it('show a deleted role with its ServiceAccount within 5 s, with few calls', async () => {
    const [{ id, roles, key, roleName, role }] = await services();
    const before = await openFindings(id);
    roles.delete(key);
    await publish('DeleteRole', { roleName });
    const began = Date.now();
    const calls = await settle();
    expect(Date.now() - began).toBeLessThan(SHOWN_MS);
    expect(await statusOf(id)).toBe('broken');
    expect((await openFindings(id)).length).toBeGreaterThan(before.length);
    await expectOrderByFindings(host);
    expect(calls.length).toBeLessThanOrEqual(10);
    expect(calls).not.toContain('GetAccountAuthorizationDetails');
    roles.set(key, role);
    await publish('CreateRole', { roleName });
    await settle();
    expect(await statusOf(id)).toBe('verified');
    expect(await openFindings(id)).toHaveLength(before.length);
    await expectOrderByFindings(host);
  });

  it('are reported on the page of scopes, next to the last scan', async () => {
    const scope = await scopeOf(`account:${ACCOUNT}`);
    expect(scope.changesReadAt > scope.completedAt).toBe(true);
    expect(await scopeOf('account:444455556666')).not.toHaveProperty(
      'changesReadAt',
    );
  });

  it('show the new permissions of a managed policy for the roles that have it', async () => {
    const { policies } = host.sandbox.world.accounts.get(ACCOUNT)!;
    const [{ arn: roleArn, roleName, role }] = await services();
    const arn = `arn:aws:iam::${ACCOUNT}:policy/shared`;
    const documentOf = (Action: string) =>
      JSON.stringify({
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Action, Resource: '*' },
      });
    const now = new Date();
    const version = {
      ...{ id: 'v1', createdAt: now },
      document: documentOf('s3:ListAllMyBuckets'),
    };
    policies.set(arn, {
      ...{ arn, id: 'ANPAEXAMPLE', name: 'shared', path: '/', tags: [] },
      ...{ createdAt: now, updatedAt: now, defaultVersionId: 'v1' },
      versions: [version],
    });
    const riskOf = async (): Promise<number> => {
      const row = await host
        .knex('inventory_roles')
        .where({ arn: roleArn })
        .first();
      return row.risk;
    };
    const before = await riskOf();
    role.attachedPolicyArns.push(arn);
    await publish('AttachRolePolicy', { roleName, policyArn: arn });
    await settle();
    expect(await riskOf()).toBe(before);
    version.document = documentOf('*');
    await publish('CreatePolicyVersion', {
      ...{ policyArn: arn, setAsDefault: true },
    });
    await settle();
    expect(await riskOf()).toBeGreaterThan(before);
    role.attachedPolicyArns.pop();
    policies.delete(arn);
    await publish('DetachRolePolicy', { roleName, policyArn: arn });
    await settle();
    expect(await riskOf()).toBe(before);
  });

  it('show new and deleted associations', async () => {
    const cluster = host.sandbox.world.clusters.get('prod-eu')!;
    const [{ arn: roleArn }] = await services();
    const clusterName = cluster.name;
    const associationId = 'a-events';
    const place = { namespace: 'production', serviceAccount: 'associated' };
    const id = serviceAccountId({
      ...{ cluster: 'prod-eu', namespace: 'production', name: 'associated' },
    });
    const now = new Date();
    cluster.podIdentityAssociations.set(associationId, {
      ...{ ...place, id: associationId, roleArn, disableSessionTags: false },
      arn: `arn:aws:eks:eu-west-1:${ACCOUNT}:podidentityassociation/${clusterName}/${associationId}`,
      ...{ createdAt: now, modifiedAt: now, tags: {} },
    });
    await publish('CreatePodIdentityAssociation', { clusterName, ...place });
    const calls = await settle();
    expect(await statusOf(id)).toBeDefined();
    expect(calls.length).toBeLessThanOrEqual(20);
    cluster.podIdentityAssociations.delete(associationId);
    await publish('DeletePodIdentityAssociation', {
      ...{ clusterName, associationId },
    });
    await settle();
    expect(await statusOf(id)).toBeUndefined();
  });

  const CLUSTER = { id: 'cluster:prod-eu' };
  /** Makes events the only trigger for a cluster scan, long after the last scan. */
  const restCluster = () =>
    host.knex('inventory_scopes').where(CLUSTER).update({
      due_at: Number.MAX_SAFE_INTEGER,
      attempted_at: '2026-01-01T00:00:00.000Z',
    });
  const isClusterDue = async () => {
    const row = await host.knex('inventory_scopes').where(CLUSTER).first();
    return Number(row.due_at) <= Date.now();
  };

  it('show a deleted OIDC provider, and scan its clusters', async () => {
    const { oidcProviders } = host.sandbox.world.accounts.get(ACCOUNT)!;
    const { issuer } = host.sandbox.world.clusters.get('prod-eu')!;
    const [key, provider] = [...oidcProviders].find(
      ([, { url }]) => `https://${url}` === issuer,
    )!;
    const isGone = async () => {
      const row = await host
        .knex('inventory_providers')
        .where({ arn: provider.arn })
        .first();
      return row.deleted_at !== null;
    };
    await restCluster();
    oidcProviders.delete(key);
    await publish('DeleteOpenIDConnectProvider', {
      openIDConnectProviderArn: provider.arn,
    });
    await settle();
    expect(await isGone()).toBe(true);
    expect(await isClusterDue()).toBe(true);
    oidcProviders.set(key, provider);
    await publish('CreateOpenIDConnectProvider', { url: issuer });
    await settle();
    expect(await isGone()).toBe(false);
  });

  it('scan a cluster with a new access entry, and reread its hourly data', async () => {
    const readings = () =>
      host
        .knex('inventory_observations')
        .where({ scope: CLUSTER.id, kind: 'access-entries' });
    expect(await readings()).not.toEqual([]);
    await restCluster();
    await publish('CreateAccessEntry', { name: 'prod-eu' });
    await settle();
    expect(await isClusterDue()).toBe(true);
    expect(await readings()).toEqual([]);
  });

  it('leave nothing to write for the next scan', async () => {
    const columns = ['id', 'status', 'digest'];
    const rows = () =>
      host.knex('service_accounts').orderBy('id').select(columns);
    const before = await rows();
    await host.scan(...SCOPES);
    expect(await rows()).toEqual(before);
  });

  it('are merged: a thousand events about ten roles read each role once or twice, and write no unchanged row', async () => {
    // The finding about an unused role states where it was last used.
    const [{ role, arn }] = await services();
    const at = new Date('2026-01-01T00:00:00.000Z');
    const before = { lastUsed: role.lastUsed, isInUse: role.isInUse };
    const lastUsed = { at, region: 'eu-west-1' };
    Object.assign(role, { lastUsed, isInUse: false });
    await host.scan(...SCOPES);
    const readTen = () =>
      host
        .knex('inventory_roles')
        .where({ account_id: ACCOUNT, deleted_at: null })
        .orderByRaw('arn = ? desc, id', [arn])
        .limit(10)
        .select('name', 'digest', 'unused');
    const ten = await readTen();
    expect(ten[0].unused).toBe('yes');
    expect(ten).toHaveLength(10);
    for (let index = 0; index < 1000; index += 1) {
      await publish('PutRolePolicy', { roleName: ten[index % 10].name });
    }
    expect(await waiting()).toHaveLength(10);
    const calls = await settle();
    const reads = calls.filter(operation => operation === 'GetRole');
    expect(reads.length).toBeGreaterThanOrEqual(10);
    expect(reads.length).toBeLessThanOrEqual(20);
    expect(await readTen()).toEqual(ten);
    Object.assign(role, before);
  });

  it('are read once more after a running scan has ended', async () => {
    const [{ roleName }] = await services();
    const scope = () =>
      host.knex('inventory_scopes').where({ id: `account:${ACCOUNT}` });
    await scope().update({ scanning_until: Date.now() + 60_000 });
    await publish('TagRole', { roleName });
    const since = host.sandbox.world.calls.count;
    const reads = () =>
      host.sandbox.world.calls
        .since(since)
        .filter(({ operation }) => operation === 'GetRole').length;
    while (reads() === 0) await host.readChanges();
    expect(await waiting()).toMatchObject([
      { waits_for: JSON.stringify([`account:${ACCOUNT}`]) },
    ]);
    await scope().update({ scanning_until: 0 });
    await settle();
    expect(reads()).toBe(2);
  });

  it('are left to a scan if they concern a hundred resources or more', async () => {
    const scope = () =>
      host
        .knex('inventory_scopes')
        .where({ id: `account:${ACCOUNT}` })
        .first();
    await host
      .knex('inventory_scopes')
      .update({ due_at: Number.MAX_SAFE_INTEGER });
    for (let index = 0; index <= 100; index += 1) {
      await publish('CreateRole', { roleName: `made-${index}` });
    }
    const calls = await settle();
    expect(calls).toEqual([]);
    expect(Number((await scope()).due_at)).toBeLessThan(Date.now() + 120_000);
  });

  it('change nothing if they come from others, are refused, or are malformed', async () => {
    logger.warn.mockClear();
    const [{ roleName }] = await services();
    await publish(
      'TagRole',
      { roleName },
      { recipientAccountId: '999999999999' },
    );
    await publish('TagRole', { roleName }, { errorCode: 'AccessDenied' });
    await publish('DeletePodIdentityAssociation', {
      ...{ clusterName: 'theirs', associationId: 'a-1' },
    });
    expect(logger.warn).not.toHaveBeenCalled();
    await publish('TagRole', { roleName: '../admin' });
    expect(logger.warn.mock.calls).toEqual([
      [
        'AWS event 7bf73129-1428-4cd3-a780-95db273d1602 is ignored: it does not name the object of the call.',
      ],
    ]);
    expect(await waiting()).toEqual([]);
  });

  it('are shared by replicas, and only one replica reads each', async () => {
    const second = await start({ beside: host, knex: host.knex });
    try {
      const [{ roleName }] = await services();
      await publish('TagRole', { roleName });
      const calls = await settleHosts(host, second);
      expect(calls.filter(one => one === 'GetRole')).toHaveLength(1);
    } finally {
      await second.stop();
    }
  });

  it('leave nothing of a cluster that is removed while they are read', async () => {
    const [{ roleName }] = await services();
    const shown = () =>
      host
        .knex('service_accounts')
        .where({ scope: CLUSTER.id, deleted_at: null });
    await host.knex('service_accounts').update({ digest: '' });
    expect(await shown()).not.toEqual([]);
    const record = jest
      .spyOn(ServiceAccountScanStore.prototype, 'record')
      .mockImplementationOnce(async function removed(
        this: ServiceAccountScanStore,
        ...page
      ) {
        const retired = new RetiredScopeStore({ knex: host.knex });
        await retired.retire(CLUSTER.id, new Date().toISOString());
        return this.record(...page);
      });
    await publish('TagRole', { roleName });
    await settle();
    expect(record).toHaveBeenCalled();
    record.mockRestore();
    expect(await shown()).toEqual([]);
  });
});
