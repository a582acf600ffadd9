import type { LoggerService } from '@backstage/backend-plugin-api';
import type { NotificationPayload } from '@backstage/plugin-notifications-common';
import type { NotificationService } from '@backstage/plugin-notifications-node';

/** The maximum length of a title, in characters. On PostgreSQL, Backstage rejects titles of more than 255 characters. */
const LONGEST_TITLE = 200;

/** The maximum number of recipients of one request. Backstage rejects requests of more than 100 kB. */
const MOST_RECIPIENTS = 500;

/**
 * Replaces markup with similar-looking characters. The texts contain names, annotations, and reasons from any user, and Backstage's processors put
 * them unescaped into HTML (email) and mrkdwn (Slack), where they would become links and mentions.
 */
function toPlainText(text: string): string {
  return text
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .replaceAll('&', '＆')
    .replaceAll('://', ': //');
}

function toTitle(text: string): string {
  return text.length > LONGEST_TITLE
    ? `${text.slice(0, LONGEST_TITLE - 1)}…`
    : text;
}

/**
 * Sends a notification to users, in batches and as plain text. Rejects if nobody got it. If only some users got it, logs that instead: sending it
 * again would notify these users twice.
 */
export async function sendNotification(options: {
  logger: LoggerService;
  notifications: NotificationService;
  recipients: string[];
  payload: NotificationPayload;
}): Promise<void> {
  const { logger, notifications, recipients } = options;
  const { title, description, ...rest } = options.payload;
  const payload = {
    ...rest,
    title: toTitle(toPlainText(title)),
    ...(description !== undefined && { description: toPlainText(description) }),
  };
  for (let start = 0; start < recipients.length; start += MOST_RECIPIENTS) {
    const entityRef = recipients.slice(start, start + MOST_RECIPIENTS);
    try {
      await notifications.send({
        recipients: { type: 'entity', entityRef },
        payload,
      });
    } catch (error) {
      if (start === 0) throw error;
      logger.info(
        `Could not send "${payload.title}" to ${entityRef.length} of ${recipients.length} recipients: ${error}`,
      );
    }
  }
}
