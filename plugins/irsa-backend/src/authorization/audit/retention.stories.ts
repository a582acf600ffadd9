import { mockServices } from '@backstage/backend-test-utils';
import { migratedDatabases } from '../../__testUtils__/databases';
import { ChangeStore } from './ChangeStore';
import { RETENTION_TASK, scheduleRetention } from './retention';

const databases = migratedDatabases(['SQLITE_3']);

describe('the retention of changes', () => {
  it('deletes changes older than configured, once a day on one replica', async () => {
    const knex = await databases.init('SQLITE_3');
    const store = new ChangeStore({ knex });
    const daysAgo = (days: number) =>
      new Date(Date.now() - days * 24 * 60 * 60_000).toISOString();
    for (const [id, days] of Object.entries({ kept: 29, dropped: 31 })) {
      await store.insert({
        id,
        action: 'apply',
        requester: 'user:default/ada',
        startedAt: daysAgo(days),
      });
    }
    const scheduler = mockServices.scheduler.mock();
    await scheduleRetention({
      config: { retentionDays: 30 },
      knex,
      logger: mockServices.logger.mock(),
      scheduler,
    });
    const [[task]] = scheduler.scheduleTask.mock.calls;
    expect(task).toMatchObject({
      id: RETENTION_TASK,
      scope: 'global',
      frequency: { days: 1 },
    });
    await task.fn(new AbortController().signal);
    expect(await knex('changes').pluck('id')).toEqual(['kept']);
  });
});
