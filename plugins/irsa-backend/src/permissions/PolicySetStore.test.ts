import type { Knex } from 'knex';
import { migratedDatabases } from '../__testUtils__/databases';
import { policySetRow } from '../__testUtils__/inventory/rows';
import { storeFleet } from '../__testUtils__/inventory/storedFleet';
import { queriesOf } from '../__testUtils__/queriesOf';
import { PolicySetStore } from './PolicySetStore';

const databases = migratedDatabases();

describe.each(databases.eachSupportedId())('policy sets on %p', databaseId => {
  let knex: Knex;
  beforeAll(async () => {
    knex = await databases.init(databaseId);
    await storeFleet(knex);
    const { set } = policySetRow('of-nobody', []);
    await knex('inventory_policy_sets').insert(set);
  });
  afterAll(() => knex.destroy());

  it('are dropped when nothing uses them', async () => {
    const hashes = () => knex('inventory_policy_sets').pluck('hash');
    const before = await hashes();
    const [search] = await queriesOf(knex, () =>
      new PolicySetStore({ knex }).drop(),
    );
    expect(await hashes()).toEqual(before.filter(hash => hash !== 'of-nobody'));
    if (databaseId !== 'POSTGRES_17') return;
    // Any other plan would be executed for each set separately.
    const { rows } = await knex.raw(`explain ${search.sql}`);
    expect(JSON.stringify(rows).match(/Anti Join/g)).toHaveLength(3);
  });

  it.each([
    ['dropped meanwhile', (sets: PolicySetStore) => sets.drop()],
    ['without a row until now', async () => {}],
  ])('stay if a row is stored that uses them: %s', async (hash, before) => {
    const sets = new PolicySetStore({ knex });
    const known = {
      ...{ hash, set: { policies: [], layers: [] }, risks: [] },
      services: () => ['s3'],
    };
    await sets.record([known]);
    await before(sets);
    let dropped: Promise<void> | undefined;
    await knex.transaction(async transaction => {
      await sets.record([known], transaction);
      await transaction('inventory_roles')
        .where(await transaction('inventory_roles').first('id'))
        .update({ policy_set: hash });
      // On SQLite, it waits for the transaction, as everything does.
      dropped = sets.drop();
      await new Promise(resolve => setTimeout(resolve, 200));
    });
    await dropped;
    expect(await sets.get(hash)).toEqual(known.set);
    expect(await knex('inventory_policy_set_services').where({ hash })).toEqual(
      [{ service: 's3', hash }],
    );
  });
});
