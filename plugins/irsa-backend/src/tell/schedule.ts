import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { Knex } from 'knex';
import type { NotificationsConfig } from '../config/notifications';
import { rankOf } from '../governance/severity';
import { EventStore } from '../store/tell/EventStore';
import { TellStore } from '../store/tell/TellStore';
import { Publisher } from './Publisher';
import { Teller } from './Teller';

/** The scheduled task; `POST /.backstage/scheduler/v1/tasks/irsa.tell/trigger` runs it at once. */
export const TELL_TASK = 'irsa.tell';

/** Tells owners and other plugins of what has changed, again and again, on one replica at a time. */
export async function scheduleTelling(options: {
  config: NotificationsConfig;
  events: EventsService;
  knex: Knex;
  logger: LoggerService;
  notifications: NotificationService;
  scheduler: SchedulerService;
}): Promise<void> {
  const { config, events, knex, logger, notifications, scheduler } = options;
  const publisher = Publisher.create({
    events,
    store: EventStore.create({ knex }),
  });
  const teller = Teller.create({
    logger,
    notifications,
    store: TellStore.create({
      knex,
      minimumRank: rankOf(config.minimumSeverity),
    }),
  });
  await scheduler.scheduleTask({
    id: TELL_TASK,
    scope: 'global',
    frequency: config.frequency,
    initialDelay: { seconds: 10 },
    timeout: { minutes: 10 },
    async fn(signal) {
      if (config.enabled) await teller.run(signal);
      await publisher.run(signal);
    },
  });
}
