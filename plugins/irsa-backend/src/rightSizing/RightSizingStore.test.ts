import type { Knex } from 'knex';
import { migratedDatabases } from '../__testUtils__/databases';
import { specOf } from '../__testUtils__/core';
import { RightSizingStore, type StoredRightSizing } from './RightSizingStore';

jest.setTimeout(60_000);

const databases = migratedDatabases();
const made = (
  change: Partial<Omit<StoredRightSizing, 'undo'>> = {},
): Omit<StoredRightSizing, 'undo'> => ({
  ...{ id: 'one', serviceAccountId: 'orders', by: 'user:default/guest' },
  at: '2026-11-24T12:00:00.000Z',
  ...{ drop: ['sns'], narrow: ['s3'], operationId: 'first' },
  ...{ before: specOf(), after: specOf({ grants: undefined }) },
  ...change,
});

describe.each(databases.eachSupportedId())('on %p', databaseId => {
  let knex: Knex;
  let store: RightSizingStore;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    store = new RightSizingStore({ knex });
  });
  afterEach(() => knex.destroy());

  it('keeps removals, the newest first, and their undo', async () => {
    await store.record(made());
    const second = made({
      ...{ id: 'two', operationId: 'second', drop: ['sqs'], narrow: [] },
      at: '2026-11-24T13:00:00.000Z',
    });
    await store.record(second);
    await store.record(
      made({ id: 'three', serviceAccountId: 'ledger', operationId: 'third' }),
    );
    expect(await store.listOf('orders')).toEqual([second, made()]);
    const undo = {
      at: '2026-11-24T14:00:00.000Z',
      ...{ by: 'user:default/other', operationId: 'fourth' },
    };
    await store.recordUndo('one', undo);
    expect(await store.get('orders', 'one')).toEqual({ ...made(), undo });
    expect(await store.get('ledger', 'one')).toBeUndefined();
  });

  it('keeps only one removal per operation', async () => {
    await store.record(made());
    await store.record(made({ id: 'again' }));
    expect(await store.listOf('orders')).toEqual([made()]);
  });
});
