import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import { RoleLeaseStore } from './RoleLeaseStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_17'],
  disableDocker: true,
});
const role = (path: string) => `arn:aws:iam::111122223333:role/${path}`;

it.each(databases.eachSupportedId())(
  'leases a name of IAM once, on %p',
  async databaseId => {
    const knex = await databases.init(databaseId);
    await knex.migrate.latest({
      directory: resolvePackagePath(
        '@backstage-irsa/plugin-irsa-backend',
        'migrations',
      ),
    });
    const leases = new RoleLeaseStore({ knex });
    expect(await leases.take(role('irsa/Orders'), 'one')).toBe('one');
    for (const same of ['irsa/orders', 'ORDERS', 'other/path/orders']) {
      expect(await leases.take(role(same), 'two')).toBe('one');
      expect(await leases.renew(role(same), 'two')).toBe(false);
    }
    expect(await leases.take(role('irsa/orders-x'), 'two')).toBe('two');
    await leases.release(role('irsa/ORDERS'), 'one');
    expect(await leases.take(role('irsa/orders'), 'two')).toBe('two');
    await knex.destroy();
  },
);
