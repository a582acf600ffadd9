import { setTimeout as sleep } from 'node:timers/promises';
import {
  mockServices,
  startTestBackend,
  TestDatabases,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  accountRow,
  findingRow,
  insertRows,
  scopeRow,
  NOTIFY_TASK,
} from '../__testUtils__/internals';
import { groupWith } from '../__testUtils__/groupWith';
import { notificationSink } from '../__testUtils__/notificationSink';
import { promptScheduler } from '../__testUtils__/promptScheduler';
import irsaPlugin from '@backstage-irsa/plugin-irsa-backend';

const OWNERS = ['group:default/a', 'group:default/b', 'group:default/c'];
const memberOf = (owner: string) => owner.replace('group', 'user');

// Also runs on PostgreSQL if BACKSTAGE_TEST_DATABASE_POSTGRES17_CONNECTION_STRING is set.
const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_17'],
  disableDocker: true,
});

async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isSo())) await sleep(100);
}

describe.each(databases.eachSupportedId())('two replicas on %p', databaseId => {
  let replicas: TestBackend[] = [];
  afterEach(async () => {
    for (const replica of replicas) await replica.stop();
  });

  it('notify each owner only once', async () => {
    const knex = await databases.init(databaseId);
    const { sent, factory } = notificationSink({ delayMs: 300 });
    const start = () =>
      startTestBackend({
        features: [
          irsaPlugin,
          factory,
          promptScheduler,
          catalogServiceMock.factory({
            entities: OWNERS.map(owner => groupWith(owner, [memberOf(owner)])),
          }),
          mockServices.database.factory({ knex }),
          mockServices.rootConfig.factory({
            data: {
              irsa: {
                notifications: { frequency: { seconds: 1 }, digest: 'none' },
              },
            },
          }),
        ],
      });
    replicas = [await start(), await start()];
    await insertRows(knex, {
      inventory_scopes: [scopeRow('cluster', 'prod-eu')],
      findings: OWNERS.map(owner =>
        findingRow(
          accountRow(
            { cluster: 'prod-eu', namespace: 'shop', name: owner.slice(-1) },
            { owners: [owner] },
          ),
          'trust-scope',
          { severity: 2 },
        ),
      ),
    });
    const runs = new Set<string>();
    await until(async () => {
      const task = await knex('backstage_backend_tasks__tasks')
        .where({ id: NOTIFY_TASK })
        .first('last_run_ended_at');
      if (task?.last_run_ended_at) runs.add(`${task.last_run_ended_at}`);
      return sent.length >= OWNERS.length && runs.size > 1;
    });
    expect(
      sent.flatMap(({ recipients }) =>
        'entityRef' in recipients ? recipients.entityRef : [],
      ),
    ).toEqual(expect.arrayContaining(OWNERS.map(memberOf)));
    expect(sent).toHaveLength(OWNERS.length);
  });
});
