import { migratedDatabases } from '../../../__testUtils__/databases';
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
  const scopes = new ScopeStore({ knex: await databases.init(id) });
  await scopes.describe([ACCOUNT], 60_000);
  return {
    begin: (only: 'due' | 'never-scanned') =>
      scopes.begin(ACCOUNT.id, { at: AT, frequencyMs: 60_000, only }),
    complete: () =>
      scopes.complete(ACCOUNT.id, {
        ...{ at: AT, cost: COST, isRequested: false },
        ...{ counts: {}, facts: {} },
      }),
    fail: () =>
      scopes.fail(ACCOUNT.id, {
        ...{ at: AT, cost: COST, unread: { reason: 'Nobody answers.' } },
      }),
    request: () => scopes.request(ACCOUNT.id),
  };
}

describe.each(databases.eachSupportedId())('a scan on %s', id => {
  it.each(['due', 'never-scanned'] as const)(
    'is begun by only one process while the scope is %s',
    async only => {
      const scope = await storeOf(id);
      expect(await scope.begin(only)).toBe(true);
      expect(await scope.begin('due')).toBe(false);
      expect(await scope.begin('never-scanned')).toBe(false);
    },
  );

  it.each(['complete', 'fail'] as const)(
    'is not begun again by a process that waited for its end: %s',
    async end => {
      const scope = await storeOf(id);
      await scope.begin('due');
      await scope[end]();
      expect(await scope.begin('never-scanned')).toBe(false);
      expect(await scope.begin('due')).toBe(false);
      await scope.request();
      expect(await scope.begin('due')).toBe(true);
    },
  );
});
