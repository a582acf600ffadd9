import { migratedDatabases } from '../__testUtils__/databases';
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
