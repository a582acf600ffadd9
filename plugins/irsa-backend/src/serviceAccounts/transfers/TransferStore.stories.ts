import type { Knex } from 'knex';
import { migratedDatabases } from '../../__testUtils__/databases';
import { specOf } from '../../__testUtils__/core';
import type { StoredTransfer } from './TransferRow';
import { TransferStore } from './TransferStore';

jest.setTimeout(60_000);

const databases = migratedDatabases();
const TEAM = 'group:default/team';
const OTHERS = 'group:default/others';
const THIRD = 'group:default/third';
const ADA = { by: 'user:default/ada' };
const DAY_MS = 24 * 60 * 60 * 1000;
const inDays = (days: number) =>
  new Date(Date.now() + days * DAY_MS).toISOString();

const transferOf = (change: Partial<StoredTransfer> = {}): StoredTransfer => ({
  id: 'one',
  serviceAccountId: 'uploads',
  cluster: 'prod-eu',
  namespace: 'production',
  name: 'uploads',
  entityRef: 'component:default/uploads',
  from: TEAM,
  to: OTHERS,
  requestedBy: 'user:default/bob',
  requestedAt: inDays(0),
  expiresAt: inDays(30),
  state: 'pending',
  ...change,
});

describe.each(databases.eachSupportedId())('on %p', databaseId => {
  let knex: Knex;
  /** Two replicas. */
  let store: TransferStore;
  let other: TransferStore;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    store = new TransferStore({ knex });
    other = new TransferStore({ knex });
    const at = inDays(0);
    await knex('service_accounts').insert({
      id: 'uploads',
      cluster: 'prod-eu',
      namespace: 'production',
      name: 'uploads',
      entity_ref: 'component:default/uploads',
      entity_uid: 'uid-1',
      owner: TEAM,
      spec: JSON.stringify(specOf()),
      created_at: at,
      updated_at: at,
    });
  });
  afterEach(() => knex.destroy());

  const recorded = () =>
    knex('service_accounts')
      .where({ id: 'uploads' })
      .first('owner', 'entity_uid', 'spec');
  const stateOf = async (id: string) => (await store.get(id))?.state;

  it('stores a request and returns it unchanged', async () => {
    const asked = transferOf({ reason: 'reorganization' });
    expect(await store.request(asked)).toBe(true);
    expect(await store.get('one')).toEqual(asked);
    expect(await store.listOf('uploads')).toEqual([asked]);
    expect(await store.get('none')).toBeUndefined();
  });

  it('keeps only one pending request across replicas', async () => {
    const stored = await Promise.all(
      [store, other, store, other].map((each, at) =>
        each.request(transferOf({ id: `asked-${at}` })),
      ),
    );
    expect(stored.filter(Boolean)).toHaveLength(1);
    expect(await store.listOf('uploads')).toHaveLength(1);
  });

  it('accepts a new request after the pending one expired', async () => {
    await store.request(transferOf({ expiresAt: inDays(-1) }));
    expect(await stateOf('one')).toBe('lapsed');
    expect(await store.request(transferOf({ id: 'two' }))).toBe(true);
    const rows = await knex('transfers').orderBy('id').pluck('state');
    expect(rows).toEqual(['lapsed', 'pending']);
  });

  it('accepts a new request if the pending one is from a former owner', async () => {
    await store.request(transferOf());
    const next = transferOf({ id: 'two', from: THIRD });
    expect(await store.request(next)).toBe(true);
    expect(await stateOf('one')).toBe('lapsed');
  });

  it('changes the recorded owner on confirmation, also in the spec', async () => {
    await store.request(transferOf());
    expect(await store.confirm(transferOf(), ADA, 'uid-2')).toBe(true);
    const { spec, ...rest } = await recorded();
    expect(rest).toEqual({ owner: OTHERS, entity_uid: 'uid-2' });
    expect(JSON.parse(spec)).toEqual(specOf({ owner: OTHERS }));
    expect(await store.get('one')).toMatchObject({
      state: 'confirmed',
      decidedBy: ADA.by,
    });
    expect(await store.formerOwnersOf('uploads')).toEqual([TEAM]);
  });

  it('decides a request only once across replicas', async () => {
    await store.request(transferOf());
    const outcomes = await Promise.all([
      store.confirm(transferOf(), ADA, null),
      other.decline('one', ADA),
      other.confirm(transferOf(), ADA, null),
    ]);
    expect(outcomes.filter(Boolean)).toHaveLength(1);
  });

  it('changes nothing if a request expired, was declined, or is from another owner', async () => {
    await store.request(transferOf({ expiresAt: inDays(-1) }));
    expect(await store.confirm(transferOf(), ADA, null)).toBe(false);
    expect(await store.decline('one', ADA)).toBe(false);
    await store.request(transferOf({ id: 'two' }));
    expect(await store.decline('two', { ...ADA, reason: 'no' })).toBe(true);
    expect(await store.confirm(transferOf({ id: 'two' }), ADA, null)).toBe(
      false,
    );
    await store.request(transferOf({ id: 'three' }));
    await knex('service_accounts').update({ owner: THIRD });
    expect(await store.confirm(transferOf({ id: 'three' }), ADA, null)).toBe(
      false,
    );
    expect(await stateOf('three')).toBe('pending');
    expect((await recorded()).owner).toBe(THIRD);
    expect(await store.formerOwnersOf('uploads')).toEqual([]);
  });

  it('records a transfer without confirmation, and lapses the pending request', async () => {
    await store.request(transferOf({ to: THIRD }));
    const made = transferOf({ id: 'bulk', state: 'confirmed' });
    expect(await store.transfer(made, null)).toBe(true);
    expect(await stateOf('one')).toBe('lapsed');
    expect((await recorded()).owner).toBe(OTHERS);
    expect(await store.transfer({ ...made, id: 'again' }, null)).toBe(false);
    expect(await store.get('again')).toBeUndefined();
  });

  it('lists the requests that involve the user, and all for administrators', async () => {
    await store.request(transferOf());
    await store.request(
      transferOf({ id: 'late', serviceAccountId: 'b', expiresAt: inDays(-1) }),
    );
    const idsFor = async (
      user: string,
      groups: string[],
      ...state: Parameters<TransferStore['listFor']>[1][]
    ) => {
      const who = { user, groups, isAdministrator: user === 'admin' };
      const listed = await store.listFor(who, state[0]);
      return listed.map(({ id }) => id).sort();
    };
    expect(await idsFor('x', [THIRD])).toEqual([]);
    expect(await idsFor('x', [TEAM])).toEqual(['late', 'one']);
    expect(await idsFor('x', [OTHERS], 'pending')).toEqual(['one']);
    expect(await idsFor('user:default/bob', [], 'lapsed')).toEqual(['late']);
    expect(await idsFor('user:default/bob', [], 'declined')).toEqual([]);
    expect(await idsFor('admin', [])).toEqual(['late', 'one']);
  });
});
