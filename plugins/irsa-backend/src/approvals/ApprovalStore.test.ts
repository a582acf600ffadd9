import type { Knex } from 'knex';
import { migratedDatabases } from '../__testUtils__/databases';
import { specOf } from '../__testUtils__/core';
import type { StepEffect, StoredApproval } from './ApprovalRow';
import { ApprovalStore, type Use } from './ApprovalStore';

jest.setTimeout(60_000);

const databases = migratedDatabases();
const HOUR_MS = 60 * 60 * 1000;
const inHours = (hours: number) =>
  new Date(Date.now() + hours * HOUR_MS).toISOString();

const approvalOf = (change: Partial<StoredApproval> = {}): StoredApproval => {
  const spec = specOf();
  const { cluster, namespace, name } = spec;
  return {
    id: 'one',
    rule: 'secrets',
    gate: 'groups',
    state: 'pending',
    digest: 'abc',
    serviceAccountId: 'uploads',
    ...{ cluster, namespace, name, spec },
    entityRef: 'component:default/uploads',
    owner: 'group:default/team',
    requestedBy: 'user:default/ada',
    requestedAt: inHours(0),
    expiresAt: inHours(24),
    steps: [],
    risks: [],
    effects: [],
    ...change,
  };
};
const APPROVED = {
  state: 'approved',
  by: 'user:default/sec',
  expiresAt: inHours(24),
} as const;

const useFor = (operationId: string, effects: StepEffect[] = []): Use => ({
  ...{ operationId, effects },
  begin: async () => {},
});

describe.each(databases.eachSupportedId())('approvals on %p', databaseId => {
  let knex: Knex;
  /** Two replicas. */
  let store: ApprovalStore;
  let other: ApprovalStore;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    store = new ApprovalStore({ knex });
    other = new ApprovalStore({ knex });
  });
  afterEach(() => knex.destroy());

  it('are stored and read back unchanged, once per key', async () => {
    const asked = approvalOf({ reason: 'why', changeNumber: 'CHG1' });
    await store.insert(asked);
    await other.insert(approvalOf({ id: 'two' }));
    expect(await store.get('one')).toEqual(asked);
    expect(await store.get('two')).toBeUndefined();
    expect(await store.current(asked)).toEqual(asked);
    expect(await store.current({ ...asked, digest: 'x' })).toBeUndefined();
  });

  it('can be decided only once', async () => {
    await store.insert(approvalOf());
    const decided = await Promise.all([
      store.decide('one', APPROVED),
      other.decide('one', { ...APPROVED, state: 'rejected' }),
    ]);
    expect(decided.filter(Boolean)).toHaveLength(1);
  });

  it('can be used only once across replicas, and only all together', async () => {
    await store.insert(approvalOf());
    await store.insert(approvalOf({ id: 'two', rule: 'risky' }));
    await store.decide('one', APPROVED);
    const both = ['one', 'two'].map(id =>
      approvalOf({ id, state: 'approved' }),
    );
    expect(await store.use(both, useFor('operation'))).toBe(false);
    expect((await store.get('one'))?.state).toBe('approved');
    await store.decide('two', APPROVED);
    const used = [];
    for (const each of [store, other]) {
      used.push(await each.use(both, useFor('operation')));
    }
    expect(used).toEqual([true, false]);
  });

  it('stay approved when their operation does not begin', async () => {
    await store.insert(approvalOf());
    await store.decide('one', APPROVED);
    const approved = (await store.get('one'))!;
    const begin = async () => {
      throw new Error('no');
    };
    const use = { ...useFor('operation'), begin };
    await expect(store.use([approved], use)).rejects.toThrow('no');
    expect(await store.get('one')).toEqual(approved);
  });

  it('can be taken over from an earlier operation only once', async () => {
    await store.insert(approvalOf());
    await store.decide('one', APPROVED);
    const approved = (await store.get('one'))!;
    await store.use([approved], useFor('first'));
    const left = [{ step: 'role', digest: 'x' }];
    const used = (await store.lastUsed(approved))!;
    expect(used).toMatchObject({ id: 'one', operationId: 'first' });
    expect(await store.use([used], useFor('second', left))).toBe(true);
    expect(await other.use([used], useFor('third', left))).toBe(false);
    expect(await store.lastUsed(approved)).toMatchObject({
      ...{ operationId: 'second', effects: left },
    });
    await knex('approvals').update({ expires_at: inHours(-1) });
    expect(await store.lastUsed(approved)).toBeUndefined();
  });

  it('lapse when they expire or their plan changes', async () => {
    await store.insert(approvalOf({ expiresAt: inHours(-1) }));
    expect((await store.get('one'))?.state).toBe('lapsed');
    expect(await store.current(approvalOf())).toBeUndefined();
    expect(await store.decide('one', APPROVED)).toBe(false);
    const ids = async (found: Promise<StoredApproval[]>) =>
      (await found).map(({ id }) => id);
    expect(await ids(store.expired())).toEqual(['one']);
    expect(await ids(store.stale(approvalOf()))).toEqual(['one']);
    expect([await store.lapse('one'), await other.lapse('one')]).toEqual([
      true,
      false,
    ]);
    await store.insert(approvalOf({ id: 'two' }));
    expect(await ids(store.stale(approvalOf()))).toEqual([]);
    expect(await ids(store.stale(approvalOf({ digest: 'x' })))).toEqual([
      'two',
    ]);
    const by = approvalOf({ digest: 'x', requestedBy: 'user:default/eve' });
    expect(await ids(store.stale(by))).toEqual([]);
  });

  it('are dropped when they ended long ago', async () => {
    await store.insert(approvalOf());
    const old = { id: 'old', digest: 'old', expiresAt: inHours(-2) };
    await store.insert(approvalOf(old));
    await store.dropBefore(new Date(Date.now() - HOUR_MS));
    expect(await store.get('old')).toBeUndefined();
    expect(await store.get('one')).toBeDefined();
  });

  it('cannot be requested while the requester has 50 undecided ones', async () => {
    for (let index = 0; index < 49; index += 1) {
      await store.insert(approvalOf({ id: `${index}`, digest: `${index}` }));
    }
    const expired = { id: 'old', digest: 'old', expiresAt: inHours(-1) };
    await store.insert(approvalOf(expired));
    await expect(
      store.requireRoom('user:default/ada'),
    ).resolves.toBeUndefined();
    await store.insert(approvalOf());
    await expect(store.requireRoom('user:default/ada')).rejects.toThrow(
      /^user:default\/ada has 50 undecided requests for approval/,
    );
    await expect(
      store.requireRoom('user:default/bob'),
    ).resolves.toBeUndefined();
    await store.decide('one', APPROVED);
    await expect(
      store.requireRoom('user:default/ada'),
    ).resolves.toBeUndefined();
  });

  it('are listed with the undecided ones first, then the newest', async () => {
    const listed = [
      approvalOf({ id: 'older', digest: 'b', requestedAt: inHours(-2) }),
      approvalOf({ id: 'decided', digest: 'c', requestedAt: inHours(-1) }),
      approvalOf({ id: 'expired', digest: 'd', expiresAt: inHours(-1) }),
    ];
    for (const approval of listed) await store.insert(approval);
    await store.decide('decided', APPROVED);
    const who = { user: 'user:default/ada', rules: [], isAdministrator: false };
    expect((await store.listFor(who)).map(({ id }) => id)).toEqual([
      'older',
      'expired',
      'decided',
    ]);
  });

  it('are listed only for their requester, approvers, and administrators', async () => {
    await store.insert(approvalOf());
    const old = { id: 'old', digest: 'old', expiresAt: inHours(-1) };
    await store.insert(approvalOf(old));
    const idsFor = async (
      user: string,
      rules: string[],
      ...[state]: [Parameters<ApprovalStore['listFor']>[1]?]
    ) => {
      const who = { user, rules, isAdministrator: user === 'admin' };
      return (await store.listFor(who, state)).map(({ id }) => id).sort();
    };
    expect(await idsFor('x', ['risky'])).toEqual([]);
    expect(await idsFor('x', ['secrets'])).toEqual(['old', 'one']);
    expect(await idsFor('user:default/ada', [], 'pending')).toEqual(['one']);
    expect(await idsFor('admin', [], 'lapsed')).toEqual(['old']);
  });
});
