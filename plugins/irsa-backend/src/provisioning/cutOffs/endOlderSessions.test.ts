import { mockServices } from '@backstage/backend-test-utils';
import type { RulesConfig } from '@backstage-irsa/core/model';
import type { Knex } from 'knex';
import { migratedDatabases } from '../../__testUtils__/databases';
import { CutOffStore } from '../../serviceAccounts/cutOffs/CutOffStore';
import { RoleLeaseStore } from '../../serviceAccounts/RoleLeaseStore';
import { CutOffs } from './CutOffs';

jest.setTimeout(60_000);

const ROLE = 'arn:aws:iam::111122223333:role/irsa/orders';
const OTHER = 'arn:aws:iam::111122223333:role/irsa/reports';
const REGION = 'eu-west-1';
const RESTORED = {
  restoredAt: '2026-11-27T09:30:00.000Z',
  olderSessionsEndAt: '2026-11-27T21:30:00.000Z',
  by: 'user:default/ada',
};
const LATER = new Date('2026-11-27T21:30:00.000Z');

describe('the end of older sessions', () => {
  const databases = migratedDatabases(['SQLITE_3']);
  const policies = { put: jest.fn(), remove: jest.fn() };
  const logger = mockServices.logger.mock();
  let knex: Knex;
  let store: CutOffStore;
  let cutOffs: CutOffs;
  const config: Pick<RulesConfig, 'writing'> = {};

  beforeEach(async () => {
    knex = await databases.init('SQLITE_3');
    store = new CutOffStore({ knex });
    policies.remove.mockReset();
    delete config.writing;
    const parts = {
      config,
      cutOffs: store,
      leases: new RoleLeaseStore({ knex }),
      logger,
      policies,
    };
    // This task needs no other parts: they belong to requests.
    cutOffs = new CutOffs(
      parts as unknown as ConstructorParameters<typeof CutOffs>[0],
    );
  });
  afterEach(() => knex.destroy());

  it('removes the policy once, and forgets the role', async () => {
    await store.recordRestored(ROLE, REGION, RESTORED);
    await cutOffs.endOlderSessions(new Date(LATER.getTime() - 1));
    expect(policies.remove).not.toHaveBeenCalled();
    await cutOffs.endOlderSessions(LATER);
    await cutOffs.endOlderSessions(LATER);
    expect(policies.remove.mock.calls).toEqual([[ROLE, REGION]]);
  });

  it('waits for the end of a freeze', async () => {
    await store.recordRestored(ROLE, REGION, RESTORED);
    config.writing = {
      mode: 'write',
      freeze: { reason: 'Year-end.' },
      accounts: {},
    };
    await cutOffs.endOlderSessions(LATER);
    expect(policies.remove).not.toHaveBeenCalled();
    delete config.writing;
    await cutOffs.endOlderSessions(LATER);
    expect(policies.remove).toHaveBeenCalledTimes(1);
  });

  it('does not change a role that was cut off again', async () => {
    await store.recordRestored(ROLE, REGION, RESTORED);
    const [restored] = await store.ended(LATER);
    jest.spyOn(store, 'ended').mockResolvedValueOnce([restored]);
    await store.record(ROLE, REGION, {
      at: LATER.toISOString(),
      by: 'user:default/ada',
      reason: 'again',
    });
    await cutOffs.endOlderSessions(LATER);
    expect(policies.remove).not.toHaveBeenCalled();
    expect(await store.among([ROLE])).toHaveLength(1);
  });

  it('retries a role that failed, and continues with the others', async () => {
    await store.recordRestored(ROLE, REGION, RESTORED);
    await store.recordRestored(OTHER, REGION, RESTORED);
    policies.remove.mockRejectedValueOnce(new Error('denied'));
    await cutOffs.endOlderSessions(LATER);
    expect(policies.remove).toHaveBeenCalledTimes(2);
    expect(await store.ended(LATER)).toHaveLength(1);
    await cutOffs.endOlderSessions(LATER);
    expect(await store.ended(LATER)).toEqual([]);
  });
});
