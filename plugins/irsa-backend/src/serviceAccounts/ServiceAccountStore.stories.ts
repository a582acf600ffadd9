import { migratedDatabases } from '../__testUtils__/databases';
import { foundOf } from '../__testUtils__/foundOf';
import type { IrsaConfig } from '../config/types';
import { ServiceAccountStore } from './ServiceAccountStore';

jest.setTimeout(60_000);

const databases = migratedDatabases();

it.each(databases.eachSupportedId())(
  'reads each of many references once, in batches, on %p',
  async databaseId => {
    const knex = await databases.init(databaseId);
    const store = new ServiceAccountStore({
      knex,
      config: { clusters: [] } as unknown as Pick<IrsaConfig, 'clusters'>,
    });
    const refs = Array.from({ length: 240 }, (_, at) => ({
      cluster: 'prod-eu',
      namespace: 'production',
      name: `orders-${at % 120}`,
    }));
    const read = jest.spyOn(store, 'getMany');
    const accounts = await store.ofRefs(refs);
    expect(accounts.map(({ name }) => name)).toEqual(
      refs.map(({ name }) => name),
    );
    expect(read.mock.calls.map(([ids]) => ids.length)).toEqual([50, 50, 20]);
    await knex.destroy();
  },
);

it.each(databases.eachSupportedId())(
  'stores the account of the role that a ServiceAccount names, also if the role could not be read, on %p',
  async databaseId => {
    const knex = await databases.init(databaseId);
    const store = new ServiceAccountStore({ knex, config: { clusters: [] } });
    const roleArn = 'arn:aws:iam::444455556666:role/orders';
    await store.recordFinding(foundOf('unknown', { roleArn, roleId: null }));
    const accounts = () => knex('service_accounts').pluck('role_account_id');
    expect(await accounts()).toEqual(['444455556666']);
    await store.recordFinding(foundOf('broken', { roleArn: null }));
    expect(await accounts()).toEqual([null]);
    await knex.destroy();
  },
);
