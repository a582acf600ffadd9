import type { Knex } from 'knex';
import { migratedDatabases } from '../../__testUtils__/databases';
import { roleRow } from '../../__testUtils__/inventory/rows';
import { recordTrusting, TrustingRoleStore } from './TrustingRoleStore';

const ACCOUNT = '111122223333';
const arnOf = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const principal = (name: string) => ({ kind: 'principal', name, statement: 0 });

const databases = migratedDatabases();

describe.each(databases.eachSupportedId())(
  'the roles that trust others by name on %p',
  databaseId => {
    let knex: Knex;
    let store: TrustingRoleStore;
    const [first, second] = ['first', 'second'].map(
      name => roleRow(ACCOUNT, name, { policySet: 'set' }).role,
    );
    const record = (id: string, trusted: object[]) =>
      knex.transaction(transaction =>
        recordTrusting(transaction, [{ id, trusted: JSON.stringify(trusted) }]),
      );

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      store = new TrustingRoleStore({ knex });
      await knex('inventory_roles').insert([first, second]);
      await record(first.id, [
        principal(arnOf('a')),
        { ...principal(arnOf('a')), statement: 1 },
        principal(arnOf('b')),
        { kind: 'account', name: ACCOUNT, statement: 2 },
      ]);
      await record(second.id, [principal(arnOf('b'))]);
    });
    afterAll(() => knex.destroy());

    it.each([
      ['one of them', [arnOf('b')], [first.id, second.id]],
      ['only the first', [arnOf('a')], [first.id]],
      ['several principals', [arnOf('a'), arnOf('b')], [first.id, second.id]],
      ['a part of a name', [arnOf('')], []],
      ['an account', [ACCOUNT], []],
      ['nothing', [], []],
    ])('are found by %s', async (_, arns, ids) => {
      expect(await store.of(arns, 'all')).toEqual([...ids].sort());
    });

    it('are those of the last scan, and are gone with the role', async () => {
      await record(first.id, [principal(arnOf('c'))]);
      expect(await store.of([arnOf('a')], 'all')).toEqual([]);
      expect(await store.of([arnOf('c')], 'all')).toEqual([first.id]);
      await knex('inventory_roles').where({ id: first.id }).delete();
      expect(
        await knex('inventory_trusting_roles').where({ role_id: first.id }),
      ).toEqual([]);
    });
  },
);
