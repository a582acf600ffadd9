import { migratedDatabases } from '../__testUtils__/databases';
import { RoleLeaseStore } from './RoleLeaseStore';

jest.setTimeout(60_000);

const databases = migratedDatabases();
const role = (path: string) => `arn:aws:iam::111122223333:role/${path}`;

it.each(databases.eachSupportedId())(
  'leases an IAM role name only once, on %p',
  async databaseId => {
    const knex = await databases.init(databaseId);
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
