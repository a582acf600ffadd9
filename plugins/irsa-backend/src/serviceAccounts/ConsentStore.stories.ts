import { migratedDatabases } from '../__testUtils__/databases';
import { ConsentStore } from './ConsentStore';

jest.setTimeout(60_000);

const databases = migratedDatabases();

it.each(databases.eachSupportedId())(
  'accepts a consent for only one IAM service account across all replicas, on %p',
  async databaseId => {
    const knex = await databases.init(databaseId);
    const replicas = [new ConsentStore({ knex }), new ConsentStore({ knex })];
    const consent = { objectId: 'AROA1', consent: 'v1:x' };
    const asked = Array.from({ length: 10 }, (_, at) =>
      replicas[at % 2].use(`id-${at}`, [consent]),
    );
    const outcomes = await Promise.allSettled(asked);
    const given = outcomes.flatMap(({ status }, at) =>
      status === 'fulfilled' ? [`id-${at}`] : [],
    );
    expect(given).toHaveLength(1);
    const [store] = replicas;
    // The interrupted adoption can continue, but no other adoption.
    await store.use(given[0], [consent]);
    await expect(store.use('another', [consent])).rejects.toMatchObject({
      name: 'ConflictError',
    });
    // A role that was recreated with the same name is another object.
    await store.use('another', [{ ...consent, objectId: 'AROA2' }]);
    expect(await store.used(['AROA1', 'AROA2', 'AROA3'])).toEqual(
      new Set(['AROA1 v1:x', 'AROA2 v1:x']),
    );
    await knex.destroy();
  },
);
