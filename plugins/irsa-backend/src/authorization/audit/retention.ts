import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { AuditConfig } from '../../config/audit';
import { ChangeStore } from './ChangeStore';

const DAY_MS = 24 * 60 * 60_000;

/** The ID of the scheduled task. `POST /.backstage/scheduler/v1/tasks/irsa.audit-retention/trigger` runs it at once. */
export const RETENTION_TASK = 'irsa.audit-retention';

/** Schedules a daily task that deletes changes older than the configured retention. It runs on one replica at a time. */
export async function scheduleRetention(options: {
  config: Pick<AuditConfig, 'retentionDays'>;
  knex: Knex;
  logger: LoggerService;
  scheduler: SchedulerService;
}): Promise<void> {
  const { config, knex, logger, scheduler } = options;
  const store = new ChangeStore({ knex });
  await scheduler.scheduleTask({
    id: RETENTION_TASK,
    scope: 'global',
    frequency: { days: 1 },
    initialDelay: { minutes: 1 },
    timeout: { hours: 1 },
    async fn() {
      const before = new Date(Date.now() - config.retentionDays * DAY_MS);
      const dropped = await store.dropBefore(before);
      if (dropped > 0) {
        logger.info(
          `Deleted ${dropped} changes that began before ${before.toISOString()}`,
        );
      }
    },
  });
}
