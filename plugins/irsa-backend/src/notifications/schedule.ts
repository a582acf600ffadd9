import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { Knex } from 'knex';
import type { Memberships } from '../authorization/Memberships';
import type { NotificationsConfig } from '../config/notifications';
import type { IrsaConfig } from '../config/types';
import { rankOf } from '@backstage-irsa/core/findings';
import { DigestSender } from './DigestSender';
import { EventStore } from './EventStore';
import { NotificationStore } from './NotificationStore';
import { OpenIssueStore } from './OpenIssueStore';
import { EventPublisher } from './EventPublisher';
import { OwnerNotifier } from './OwnerNotifier';
import { RemovalEvents } from './RemovalEvents';

/** The ID of the scheduled task. `POST /.backstage/scheduler/v1/tasks/irsa.notify/trigger` runs it at once. */
export const NOTIFY_TASK = 'irsa.notify';

/** The ID of the scheduled task that sends digests. */
export const DIGEST_TASK = 'irsa.digest';

const DAY_MS = 24 * 60 * 60 * 1000;

/** When digests are sent, in UTC, and the period that they cover. */
const DIGESTS: Record<
  Exclude<NotificationsConfig['digest'], 'none'>,
  { cron: string; periodMs: number }
> = {
  daily: { cron: '0 7 * * *', periodMs: DAY_MS },
  weekly: { cron: '0 7 * * 1', periodMs: 7 * DAY_MS },
};

/** Schedules notifications to owners and events to other plugins, on one replica at a time. */
export async function scheduleNotifications(options: {
  config: Pick<IrsaConfig, 'notifications' | 'scans'>;
  events: EventsService;
  knex: Knex;
  logger: LoggerService;
  memberships: Pick<Memberships, 'membersOf'>;
  notifications: NotificationService;
  scheduler: SchedulerService;
}): Promise<void> {
  const { events, knex, logger, memberships, notifications, scheduler } =
    options;
  const { notifications: config, scans } = options.config;
  const publisher = new EventPublisher({
    events,
    removals: new RemovalEvents({ knex }),
    store: new EventStore({ knex }),
  });
  const minimumRank = rankOf(config.minimumSeverity);
  const open = new OpenIssueStore({ knex, minimumRank });
  const notifier = new OwnerNotifier({
    logger,
    memberships,
    notifications,
    store: new NotificationStore({ knex, minimumRank, scans }),
    open,
  });
  await scheduler.scheduleTask({
    id: NOTIFY_TASK,
    scope: 'global',
    frequency: config.frequency,
    initialDelay: { seconds: 10 },
    timeout: { minutes: 10 },
    async fn(signal) {
      try {
        // First, because thousands of notifications can take until the timeout.
        await publisher.run(signal);
      } finally {
        if (config.enabled) await notifier.run(signal);
      }
    },
  });
  if (!config.enabled || config.digest === 'none') return;
  const { cron, periodMs } = DIGESTS[config.digest];
  const sender = new DigestSender({
    ...{ logger, memberships, notifications, open, periodMs },
  });
  await scheduler.scheduleTask({
    id: DIGEST_TASK,
    scope: 'global',
    frequency: { cron },
    timeout: { minutes: 30 },
    fn: signal => sender.run(signal),
  });
}
