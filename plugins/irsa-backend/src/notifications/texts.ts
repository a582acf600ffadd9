import type { Severity } from '@backstage-irsa/core/model';
import type { NotificationPayload } from '@backstage/plugin-notifications-common';

/** The maximum length of a line, in characters. */
const LONGEST_LINE = 300;

export const SEVERITY_OF_NOTIFICATION: Record<
  Severity,
  NonNullable<NotificationPayload['severity']>
> = { critical: 'critical', high: 'high', medium: 'normal', low: 'low' };

export const SEVERITY_WORDS: Record<Severity, string> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
};

export function count(amount: number, one: string, many: string): string {
  return `${amount} ${amount === 1 ? one : many}`;
}

export function toLine(text: string): string {
  return text.length > LONGEST_LINE
    ? `${text.slice(0, LONGEST_LINE - 1)}…`
    : text;
}

/** Returns the path of the findings table with these filters. */
export function findingsPath(filter: Record<string, string>): string {
  return `/irsa/findings?${new URLSearchParams(filter)}`;
}

/** Returns the path of the IAM service accounts table with these filters. */
export function serviceAccountsPath(filter: Record<string, string>): string {
  return `/irsa/service-accounts?${new URLSearchParams(filter)}`;
}
