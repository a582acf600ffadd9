import { TestDatabases } from '@backstage/backend-test-utils';
import { ACCOUNT, awsEventHosts } from '../__testUtils__/awsEvents';
import { SCOPES, type ScanHost } from '../__testUtils__/scans';

const CLUSTER = 'cluster:prod-eu';

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
  ])(
    'show all changed associations %s at the next scan',
    async (name, more) => {
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
    },
  );

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
