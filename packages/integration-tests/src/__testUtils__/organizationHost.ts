import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { startTestHost, type TestHost } from './host';
import { givenDatabase, givenScheduler } from './given';

/** The backend's account, which has read access to the organization. */
export const HOME = '111122223333';

const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

/** Sets up a host for the tests of one `describe`. On request, it reads the policies of an organization with 200 accounts. */
export function organizationHost() {
  let host: TestHost;
  let knex: Knex;
  const scheduler = mockServices.scheduler();
  /** Denies the backend an action, or removes the denial. */
  const deny = (statement: object | undefined) => {
    const { users } = host.sandbox.world.accounts.get(HOME)!;
    const { inlinePolicies } = users.get('administrator')!;
    inlinePolicies.delete('denied');
    if (!statement) return;
    inlinePolicies.set('denied', {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Deny', Resource: '*', ...statement }],
    });
  };

  beforeAll(async () => {
    knex = await databases.init('SQLITE_3');
    host = await startTestHost({
      organization: { accounts: 200, clusters: 0 },
      irsa: { organization: { accountId: HOME } },
      features: [givenScheduler(scheduler), givenDatabase(knex)],
    });
  });
  afterAll(() => host?.stop());
  afterEach(() => {
    deny(undefined);
    host.sandbox.world.disturbances.replace([]);
  });

  return {
    deny,
    read: () => scheduler.triggerTask('irsa-discovery'),
    host: () => host,
    knex: () => knex,
    organization: () => host.sandbox.world.organization!,
  };
}
