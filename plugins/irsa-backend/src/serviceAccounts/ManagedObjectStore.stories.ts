import { migratedDatabases } from '../__testUtils__/databases';
import { foundOf } from '../__testUtils__/foundOf';
import { queriesOf } from '../__testUtils__/queriesOf';
import type { IrsaConfig } from '../config/types';
import { ManagedObjectStore } from './ManagedObjectStore';
import { ServiceAccountStore } from './ServiceAccountStore';

jest.setTimeout(60_000);

const databases = migratedDatabases();
const role = (path: string, account = '111122223333') =>
  `arn:aws:iam::${account}:role/${path}`;

it.each(databases.eachSupportedId())(
  'finds the IAM service accounts of a recorded role by its name, on %p',
  async databaseId => {
    const knex = await databases.init(databaseId);
    const config = { clusters: [] } as unknown as IrsaConfig;
    await new ServiceAccountStore({ knex, config }).recordFinding(
      foundOf('verified'),
    );
    const managed = new ManagedObjectStore({ knex });
    const arn = role('irsa/team/Orders');
    await managed.record('a', [
      arn,
      `${arn} tag team=/orders`,
      role('orders', '444455556666'),
      role('irsa/my-orders'),
      'arn:aws:iam::111122223333:policy/irsa/orders',
    ]);
    const found = async (path: string) =>
      (await managed.holdersOfRole(role(path))).map(({ object }) => object);
    for (const same of ['irsa/team/Orders', 'orders', 'other/ORDERS']) {
      expect(await found(same)).toEqual([arn]);
    }
    expect(await found('irsa/order_')).toEqual([]);
    await knex.destroy();
  },
);

it('finds the IAM service accounts of a recorded role by an index', async () => {
  const knex = await databases.init('SQLITE_3');
  const [{ sql, bindings }] = await queriesOf(knex, () =>
    new ManagedObjectStore({ knex }).holdersOfRole(role('orders')),
  );
  const plan = await knex.raw(`explain query plan ${sql}`, [...bindings]);
  expect(JSON.stringify(plan)).toContain('managed_objects_role_idx');
  await knex.destroy();
});
