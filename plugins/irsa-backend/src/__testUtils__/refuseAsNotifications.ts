import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';

const refused = (status: number) =>
  new Error(
    `Failed to send notifications: Error: Request failed with status ${status}`,
  );

/** Refuses what Backstage's notifications refuse on PostgreSQL: a body that Express does not read, and a title that does not fit its column. */
export function refuseAsNotifications(options: NotificationSendOptions): void {
  const body = Buffer.byteLength(JSON.stringify(options));
  if (body > 100 * 1024) throw refused(413);
  if ([...options.payload.title].length > 255) throw refused(400);
}
