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
import { TellStore } from './TellStore';
import { Publisher } from './Publisher';
import { Teller } from './Teller';

/** The scheduled task; `POST /.backstage/scheduler/v1/tasks/irsa.tell/trigger` runs it at once. */
export const TELL_TASK = 'irsa.tell';

/** Tells owners and other plugins of what has changed, again and again, on one replica at a time. */
export async function scheduleTelling(options: {
  config: Pick<IrsaConfig, 'notifications' | 'scans'>;
  events: EventsService;
  knex: Knex;
  logger: LoggerService;
  notifications: NotificationService;
  scheduler: SchedulerService;
}): Promise<void> {
  const { events, knex, logger, notifications, scheduler } = options;
  const { notifications: config, scans } = options.config;
  const publisher = new Publisher({
    events,
    store: new EventStore({ knex }),
  });
  const teller = new Teller({
    logger,
    notifications,
    store: new TellStore({
      knex,
      minimumRank: rankOf(config.minimumSeverity),
      scans,
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
