import { TestDatabases } from '@backstage/backend-test-utils';
import type { Disturbance } from '@backstage-irsa/sandbox';
import { ACCOUNT, awsEventHosts } from '../__testUtils__/awsEvents';
import { coreOf } from '../__testUtils__/coreOf';
import { CHANGE_TASKS } from '../__testUtils__/internals';
import { SCOPES, type ScanHost } from '../__testUtils__/scans';

const CLUSTER = 'cluster:prod-eu';

/** The maximum delay from the arrival of an event to the display of the change, in milliseconds. */
const SHOWN_MS = 5_000;

/** More associations than are read one by one, and than a scan reads again in its turns. */
const MANY = 25;

/** More resources than are read one by one. */
const MORE = 101;

const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

describe('events of many changes', () => {
  const { start, publish, settle } = awsEventHosts(databases);
  let host: ScanHost;
  const cluster = () => host.sandbox.world.clusters.get('prod-eu')!;
  const roleArn = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;

  beforeAll(async () => {
    host = await start();
    const { podIdentityAssociations } = cluster();
    for (let index = 0; index < MANY; index += 1) {
      const id = `a-many${index}`;
      podIdentityAssociations.set(id, {
        ...{ id, namespace: 'production', serviceAccount: `many-${index}` },
        arn: `arn:aws:eks:eu-west-1:${ACCOUNT}:podidentityassociation/prod-eu/${id}`,
        ...{ roleArn: roleArn('before'), disableSessionTags: false },
        ...{ createdAt: new Date(), modifiedAt: new Date(), tags: {} },
      });
    }
    await host.settle();
  }, 180_000);
  afterAll(() => host?.stop());

  /** Gives all associations another role. Returns the parameters of the calls. */
  const updateAll = (name: string) =>
    [...cluster().podIdentityAssociations.values()]
      .filter(({ id }) => id.startsWith('a-many'))
      .map(association => {
        association.roleArn = roleArn(name);
        return { name: 'prod-eu', associationId: association.id };
      });
  /** Returns the role of each association, as stored. */
  const shownRoles = async () => {
    const rows: { association: string }[] = await host
      .knex('service_accounts')
      .where({ cluster: 'prod-eu', deleted_at: null })
      .whereLike('name', 'many-%')
      .select('association');
    return rows.map(({ association }) => JSON.parse(association).roleArn);
  };

  it.each([
    ['of one cluster', 0],
    ['of one account', MORE],
  ])('show all changed associations %s at the next scan', async (_, more) => {
    expect(await shownRoles()).toHaveLength(MANY);
    const role = `of-${more}`;
    const calls = updateAll(role);
    for (const call of calls) {
      await publish('UpdatePodIdentityAssociation', call);
    }
    for (let index = 0; index < more; index += 1) {
      await publish('CreateRole', { roleName: `made-${index}` });
    }
    await settle(host);
    await host.scan(CLUSTER);
    expect(new Set(await shownRoles())).toEqual(new Set([roleArn(role)]));
  });

  it('reread the hourly data of a cluster at its next scan', async () => {
    const readings = () =>
      host
        .knex('inventory_observations')
        .where({ scope: CLUSTER, kind: 'access-entries' });
    await host.scan(...SCOPES);
    expect(await readings()).not.toEqual([]);
    await publish('CreateAccessEntry', { name: 'prod-eu' });
    for (let index = 0; index < MORE; index += 1) {
      await publish('CreateRole', { roleName: `made-${index}` });
    }
    await settle(host);
    expect(await readings()).toEqual([]);
  });
});

describe('events next to what does not respond', () => {
  const { start, publish, settle } = awsEventHosts(databases);
  /** Another account than that of most events, with a cluster. */
  const OTHER = '444455556666';
  const HELD_UP = [
    { kind: 'hang', service: 'kubernetes', operation: '*', place: 'prod-eu' },
  ] as const;
  let host: ScanHost;

  const annotate = (cluster: string, name: string, arn: string) =>
    coreOf(host.kubeconfig, cluster).createNamespacedServiceAccount({
      namespace: 'default',
      body: {
        metadata: { name, annotations: { 'eks.amazonaws.com/role-arn': arn } },
      },
    });
  /** Returns the ARNs of the roles in an account that ServiceAccounts of a cluster have. */
  const rolesOf = async (account: string, cluster: string) => {
    const rows: { role_arn: string }[] = await host
      .knex('service_accounts')
      .where({ cluster, status: 'verified', association: null })
      .whereLike('role_arn', `arn:aws:iam::${account}:role/%`)
      .orderBy('id')
      .select('role_arn');
    return [...new Set(rows.map(row => row.role_arn))];
  };
  const nameOf = (arn: string) => arn.split('/').pop()!;
  const deleteRole = async (account: string, arn: string) => {
    const { roles } = host.sandbox.world.accounts.get(account)!;
    const key = nameOf(arn).toLowerCase();
    const role = roles.get(key)!;
    roles.delete(key);
    const restore = () => roles.set(key, role);
    const detail = { recipientAccountId: account };
    await publish('DeleteRole', { roleName: nameOf(arn) }, detail);
    return restore;
  };
  /** Whether a cluster shows that a role is missing. */
  const isMissing = async (arn: string, cluster: string) => {
    const rows = await host
      .knex('findings')
      .where({ cluster, check_id: 'role-missing', resolved_at: null })
      .whereIn(
        'subject_id',
        host.knex('service_accounts').where({ role_arn: arn }).select('id'),
      );
    return rows.length > 0;
  };
  const isDue = async (id: string) => {
    const row = await host.knex('inventory_scopes').where({ id }).first();
    return Number(row.due_at) <= Date.now() + 60_000;
  };
  /** Waits until something is so. Returns how long it took, in milliseconds. */
  const untilSo = async (isSo: () => Promise<boolean>) => {
    const began = Date.now();
    while (!(await isSo())) {
      if (Date.now() - began > 60_000) throw new Error('It is never so.');
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    return Date.now() - began;
  };

  beforeAll(async () => {
    host = await start({ irsa: { timeouts: { kubernetesMs: 7_000 } } });
    await host.settle();
    const [shared] = await rolesOf(ACCOUNT, 'prod-eu');
    await annotate('staging-eu', 'shared', shared);
    await host.settle();
  }, 180_000);
  afterEach(async () => {
    host.sandbox.world.disturbances.replace([]);
    await host.knex('inventory_scopes').update({
      due_at: Number.MAX_SAFE_INTEGER,
      attempted_at: '2026-01-01T00:00:00.000Z',
    });
  });
  afterAll(() => host?.stop());

  it('show in other clusters, and lead to a scan of a cluster that does not respond', async () => {
    const [arn] = await rolesOf(ACCOUNT, 'prod-eu');
    host.sandbox.world.disturbances.replace([...HELD_UP]);
    const restore = await deleteRole(ACCOUNT, arn);
    await settle(host);
    expect(await isMissing(arn, 'staging-eu')).toBe(true);
    expect(await isMissing(arn, 'prod-eu')).toBe(false);
    expect(await isDue(CLUSTER)).toBe(true);
    restore();
  });

  it.each<[string, readonly Disturbance[]]>([
    ['a cluster does not respond', HELD_UP],
    [
      'AWS accepts one call a second in another account',
      [
        {
          ...{ kind: 'throttle', service: '*', operation: '*', spared: 1 },
          place: ACCOUNT,
        },
      ],
    ],
  ])('show within 5 s while %s', async (_, disturbances) => {
    const held = (await rolesOf(ACCOUNT, 'prod-eu')).slice(1, 9);
    const [arn] = await rolesOf(OTHER, 'staging-eu');
    host.sandbox.world.disturbances.replace([...disturbances]);
    for (const each of held) {
      await publish('TagRole', { roleName: nameOf(each) });
    }
    // The first events are being read when the other one arrives.
    await new Promise(resolve => setTimeout(resolve, 1_100));
    let isEnded = false;
    const reading = CHANGE_TASKS.map(async task => {
      while (!isEnded) {
        await host.readChanges([task]);
        await new Promise(resolve => setTimeout(resolve, 200));
      }
    });
    await new Promise(resolve => setTimeout(resolve, 500));
    const restore = await deleteRole(OTHER, arn);
    const tookMs = await untilSo(() => isMissing(arn, 'staging-eu'));
    isEnded = true;
    host.sandbox.world.disturbances.replace([]);
    await Promise.all(reading);
    expect(tookMs).toBeLessThan(SHOWN_MS);
    restore();
    await settle(host);
  });

  it('are scanned if AWS does not answer', async () => {
    const [, , arn] = await rolesOf(ACCOUNT, 'prod-eu');
    host.sandbox.world.disturbances.replace([
      { kind: 'wrong-clock', service: 'iam', operation: 'GetRole' },
    ]);
    await publish('TagRole', { roleName: nameOf(arn) });
    await settle(host);
    expect(await isDue(`account:${ACCOUNT}`)).toBe(true);
    expect(await isDue(CLUSTER)).toBe(true);
    expect(await isDue(`account:${OTHER}`)).toBe(false);
  });

  it('are read after the database was away', async () => {
    const [, , arn] = await rolesOf(ACCOUNT, 'prod-eu');
    await host.knex.schema.renameTable('changed_things', 'away');
    const published = publish('TagRole', { roleName: nameOf(arn) });
    await new Promise(resolve => setTimeout(resolve, 1_000));
    await host.knex.schema.renameTable('away', 'changed_things');
    await published;
    expect(await host.knex('changed_things')).toHaveLength(1);
    expect(await settle(host)).toContain('GetRole');
  });
});
