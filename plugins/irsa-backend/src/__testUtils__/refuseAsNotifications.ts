import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';

const refused = (status: number) =>
  new Error(
    `Failed to send notifications: Error: Request failed with status ${status}`,
  );

/** Rejects what the Backstage notifications backend rejects on PostgreSQL: a body over the limit of Express, and a title that does not fit its column. */
export function refuseAsNotifications(options: NotificationSendOptions): void {
  const body = Buffer.byteLength(JSON.stringify(options));
  if (body > 100 * 1024) throw refused(413);
  if ([...options.payload.title].length > 255) throw refused(400);
}
