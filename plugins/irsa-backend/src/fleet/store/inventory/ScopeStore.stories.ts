import { migratedDatabases } from '../../../__testUtils__/databases';
import { ScopeReader } from '../ScopeReader';
import { PageStore } from './PageStore';
import { LeaseLostError, type ScanLease } from './ScanLease';
import { ScopeStore } from './ScopeStore';

jest.setTimeout(60_000);

const databases = migratedDatabases();
const AT = '2026-01-01T00:00:00.000Z';
const ACCOUNT = {
  id: 'account:111111111111',
  kind: 'account',
  name: '111111111111',
  account_id: '111111111111',
  region: 'eu-central-1',
} as const;
const COST = { durationMs: 1, awsCalls: 1, kubernetesCalls: 0 };

async function storeOf(id: Parameters<typeof databases.init>[0]) {
  const knex = await databases.init(id);
  const scopes = new ScopeStore({ knex });
  await scopes.describe([ACCOUNT], 60_000);
  const cost = { at: AT, cost: COST };
  return {
    knex,
    scopes,
    begin: (only: 'due' | 'never-scanned') =>
      scopes.begin(ACCOUNT.id, { at: AT, frequencyMs: 60_000, only }),
    complete: (lease: ScanLease) =>
      scopes.complete(lease, {
        ...{ ...cost, isRequested: false, counts: {}, facts: {} },
      }),
    fail: (lease: ScanLease) =>
      scopes.fail(lease, { ...cost, unread: { reason: 'Nobody answers.' } }),
    request: () => scopes.request(ACCOUNT.id),
  };
}

describe.each(databases.eachSupportedId())('a scan on %s', id => {
  it.each(['due', 'never-scanned'] as const)(
    'is begun by only one process while the scope is %s',
    async only => {
      const scope = await storeOf(id);
      expect(await scope.begin(only)).toMatchObject({ scope: ACCOUNT.id });
      expect(await scope.begin('due')).toBeUndefined();
      expect(await scope.begin('never-scanned')).toBeUndefined();
    },
  );

  it.each(['complete', 'fail'] as const)(
    'is not begun again by a process that waited for its end: %s',
    async end => {
      const scope = await storeOf(id);
      const lease = await scope.begin('due');
      expect(await scope[end](lease!)).toBe(true);
      expect(await scope.begin('never-scanned')).toBeUndefined();
      expect(await scope.begin('due')).toBeUndefined();
      await scope.request();
      expect(await scope.begin('due')).toBeDefined();
    },
  );

  it('stores whether the Kubernetes API rejected the backend, until a scan ends otherwise', async () => {
    const { knex, scopes, ...scope } = await storeOf(id);
    const reader = new ScopeReader({ knex });
    const fail = async (isRejected?: true) => {
      await scope.request();
      const lease = (await scope.begin('due'))!;
      const unread = { reason: 'Not read.', isRejected };
      await scopes.fail(lease, { at: AT, cost: COST, unread });
      return reader.isRejected(ACCOUNT.id);
    };
    expect(await reader.isRejected(ACCOUNT.id)).toBe(false);
    expect(await fail(true)).toBe(true);
    expect(await fail()).toBe(false);
    expect(await fail(true)).toBe(true);
    await scope.request();
    await scope.complete((await scope.begin('due'))!);
    expect(await reader.isRejected(ACCOUNT.id)).toBe(false);
  });

  it('that a stopped process has left can start again five minutes later, or when a user asks', async () => {
    const { knex, scopes, ...scope } = await storeOf(id);
    const leftFor = async (seconds: number) => {
      const at = new Date(Date.now() - seconds * 1_000).toISOString();
      const left = { holder: 'stopped', scanning_until: 0, attempted_at: at };
      const due_at = Date.now() + 3_600_000;
      await knex('inventory_scopes').update({ ...left, due_at });
    };
    await leftFor(290);
    expect(await scopes.due(0)).toEqual([]);
    await knex('inventory_scopes').update({ due_at: 1 });
    expect(await scopes.due(0)).toEqual([]);
    expect(await scope.begin('due')).toBeUndefined();
    expect(await scope.begin('never-scanned')).toBeUndefined();
    await scope.request();
    expect(await scope.begin('due')).toBeDefined();

    await leftFor(310);
    expect(await scopes.due(0)).toEqual([
      { id: ACCOUNT.id, isRequested: false },
    ]);
    const second = (await scope.begin('due'))!;
    expect(await scope.complete(second)).toBe(true);
    expect(await scopes.due(0)).toEqual([]);
  });

  it('stores nothing after another process took it over', async () => {
    const { knex, scopes, ...scope } = await storeOf(id);
    const first = (await scope.begin('due'))!;
    expect(await scopes.renew(first)).toBe(true);
    // A process that hangs does not renew its lease.
    await knex('inventory_scopes').update({ scanning_until: 0, due_at: 0 });
    const second = (await scope.begin('due'))!;
    const running = await knex('inventory_scopes').first();

    expect(await scopes.renew(first)).toBe(false);
    await scopes.recordFacts(first, { facts: { old: true } });
    expect(await scope.complete(first)).toBe(false);
    expect(await scope.fail(first)).toBe(false);
    expect(await knex('inventory_scopes')).toEqual([running]);
    await expect(scopes.hold(first)).rejects.toThrow(LeaseLostError);
    const flush = jest.fn();
    const page = {
      ...{ scope: ACCOUNT.id, kind: 'role', at: AT, places: [], states: [] },
      rows: { flush },
      findings: { flush, endAcceptances: flush },
    } as unknown as Parameters<PageStore['record']>[0];
    const pages = new PageStore({ knex });
    await expect(pages.record({ ...page, lease: first })).rejects.toThrow(
      LeaseLostError,
    );
    await pages.record({ ...page, lease: second });

    expect(await scope.complete(second)).toBe(true);
    expect(await scope.complete(second)).toBe(false);
  });
});
