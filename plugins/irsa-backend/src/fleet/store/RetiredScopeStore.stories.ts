import type { Knex } from 'knex';
import { migratedDatabases } from '../../__testUtils__/databases';
import {
  accountRow,
  findingRow,
  insertRows,
  scopeRow,
} from '../../__testUtils__/inventory/rows';
import { RetiredScopeStore } from './RetiredScopeStore';

jest.setTimeout(60_000);

const databases = migratedDatabases();
const SCOPE = 'cluster:prod-eu';
const AT = '2026-11-02T00:00:00.000Z';
const ACCOUNT = accountRow({
  ...{ cluster: 'prod-eu', namespace: 'production', name: 'orders' },
});

describe.each(databases.eachSupportedId())(
  'work that writes rows of a scope on %p',
  databaseId => {
    let knex: Knex;
    let retired: RetiredScopeStore;

    beforeEach(async () => {
      knex = await databases.init(databaseId);
      retired = new RetiredScopeStore({ knex });
      await insertRows(knex, {
        inventory_scopes: [scopeRow('cluster', 'prod-eu')],
      });
    });
    afterEach(() => knex.destroy());

    const write = () =>
      insertRows(knex, {
        service_accounts: [ACCOUNT],
        findings: [findingRow(ACCOUNT, 'no-owner')],
      });
    const shown = async () => [
      ...(await knex('service_accounts').where({ deleted_at: null })),
      ...(await knex('findings').where({ resolved_at: null })),
    ];

    it('runs, and leaves its rows, while the scope is there', async () => {
      const result = await retired.whileThere(SCOPE, async () => {
        await write();
        return 'done';
      });
      expect(result).toBe('done');
      expect(await shown()).toHaveLength(2);
    });

    it('does not run after the scope was removed, and rows that were written since are removed', async () => {
      await retired.retire(SCOPE, AT);
      await write();
      const work = jest.fn();
      expect(await retired.whileThere(SCOPE, work)).toBeUndefined();
      expect(work).not.toHaveBeenCalled();
      expect(await shown()).toEqual([]);
    });

    it.each([
      ['succeeds', async () => 'done', 'done'],
      [
        'fails',
        async () => {
          throw new Error('IAM did not answer.');
        },
        'IAM did not answer.',
      ],
    ])(
      'loses its rows if the scope is removed meanwhile, also if it %s',
      async (_, end, outcome) => {
        const done = retired.whileThere(SCOPE, async () => {
          await retired.retire(SCOPE, AT);
          await write();
          return end();
        });
        expect(await done.catch(({ message }) => message)).toBe(outcome);
        expect(await shown()).toEqual([]);
      },
    );
  },
);
