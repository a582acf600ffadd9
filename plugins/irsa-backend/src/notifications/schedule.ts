import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { Knex } from 'knex';
import type { IrsaConfig } from '../config/types';
import { rankOf } from '@backstage-irsa/core/findings';
import { EventStore } from './EventStore';
import { NotificationStore } from './NotificationStore';
import { EventPublisher } from './EventPublisher';
import { OwnerNotifier } from './OwnerNotifier';

/** The scheduled task; `POST /.backstage/scheduler/v1/tasks/irsa.notify/trigger` runs it at once. */
export const NOTIFY_TASK = 'irsa.notify';

/** Schedules notifications to owners and events to other plugins, on one replica at a time. */
export async function scheduleNotifications(options: {
  config: Pick<IrsaConfig, 'notifications' | 'scans'>;
  events: EventsService;
  knex: Knex;
  logger: LoggerService;
  notifications: NotificationService;
  scheduler: SchedulerService;
}): Promise<void> {
  const { events, knex, logger, notifications, scheduler } = options;
  const { notifications: config, scans } = options.config;
  const publisher = new EventPublisher({
    events,
    store: new EventStore({ knex }),
  });
  const notifier = new OwnerNotifier({
    logger,
    notifications,
    store: new NotificationStore({
      knex,
      minimumRank: rankOf(config.minimumSeverity),
      scans,
    }),
  });
  await scheduler.scheduleTask({
    id: NOTIFY_TASK,
    scope: 'global',
    frequency: config.frequency,
    initialDelay: { seconds: 10 },
    timeout: { minutes: 10 },
    async fn(signal) {
      if (config.enabled) await notifier.run(signal);
      await publisher.run(signal);
    },
  });
}
