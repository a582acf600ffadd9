import { setTimeout as sleep } from 'node:timers/promises';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  notificationService,
  type NotificationSendOptions,
} from '@backstage/plugin-notifications-node';
import { refuseAsNotifications } from './internals';

/** Collects sent notifications, unless Backstage would reject them. Sending takes `delayMs` milliseconds. */
export function notificationSink({ delayMs = 0 } = {}) {
  const sent: NotificationSendOptions[] = [];
  const factory = createServiceFactory({
    service: notificationService,
    deps: {},
    factory: () => ({
      async send(options) {
        refuseAsNotifications(options);
        sent.push(options);
        if (delayMs > 0) await sleep(delayMs);
      },
    }),
  });
  return { sent, factory };
}
