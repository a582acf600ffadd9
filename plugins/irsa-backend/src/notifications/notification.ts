import { parseEntityRef } from '@backstage/catalog-model';
import type { NotificationPayload } from '@backstage/plugin-notifications-common';
import type { Severity } from '@backstage-irsa/core/model';
import { rankOf, severityOf } from '@backstage-irsa/core/findings';
import type { OwnerDigest, FindingUpdate } from './types';

/** People may switch this topic off in their settings. */
const TOPIC = 'AWS access';

/** How many are named in one notification. */
const MOST_LINES = 5;

/** Longest line, in characters. */
const LONGEST_LINE = 300;

const SEVERITY_OF_NOTIFICATION: Record<
  Severity,
  NonNullable<NotificationPayload['severity']>
> = { critical: 'critical', high: 'high', medium: 'normal', low: 'low' };

/** The page of an entity on which its owners see and fix what is wrong. */
function entityTab(entityRef: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  const place = [namespace, kind, name].map(part =>
    encodeURIComponent(part.toLowerCase()),
  );
  return `/catalog/${place.join('/')}/aws-access`;
}

/** The tab of the one entity that all is about, or else the findings of the owner. */
function linkOf({ owner, updates }: OwnerDigest): string {
  const [entityRef, ...others] = new Set(updates.map(each => each.entityRef));
  return entityRef && others.length === 0
    ? entityTab(entityRef)
    : `/irsa/findings?owner=${encodeURIComponent(owner)}`;
}

function worstFirst(updates: FindingUpdate[]): FindingUpdate[] {
  return [...updates].sort(
    (a, b) =>
      Number(a.change === 'resolved') - Number(b.change === 'resolved') ||
      rankOf(b.severity) - rankOf(a.severity) ||
      a.subject.localeCompare(b.subject),
  );
}

function count(amount: number, one: string, many: string): string {
  return `${amount} ${amount === 1 ? one : many}`;
}

function titleOf(updates: FindingUpdate[]): string {
  if (updates.length === 1) {
    const [{ change, title, subject }] = updates;
    const prefix = change === 'resolved' ? 'Resolved: ' : '';
    return `${prefix}${title} – ${subject}`;
  }
  const worse = updates.filter(({ change }) => change === 'worse').length;
  const resolved = updates.length - worse;
  return `AWS access: ${[
    ...(worse > 0 ? [count(worse, 'new finding', 'new findings')] : []),
    ...(resolved > 0 ? [`${resolved} resolved`] : []),
  ].join(', ')}`;
}

function lineOf({
  change,
  severity,
  title,
  subject,
  message,
}: FindingUpdate): string {
  const line =
    change === 'resolved'
      ? `Resolved: ${title} – ${subject}.`
      : `${severity}: ${message}`;
  return line.length > LONGEST_LINE
    ? `${line.slice(0, LONGEST_LINE - 1)}…`
    : line;
}

function descriptionOf({ updates, stillOpen }: OwnerDigest): string {
  const lines = updates.slice(0, MOST_LINES).map(lineOf);
  const rest = updates.length - lines.length;
  if (rest > 0) lines.push(`And ${rest} more.`);
  lines.push(
    stillOpen === 0
      ? 'Nothing is open any more.'
      : `${count(stillOpen, 'is', 'are')} open in all.`,
  );
  return lines.join('\n');
}

function severityOfNotification(
  updates: FindingUpdate[],
): NotificationPayload['severity'] {
  const worst = Math.max(
    -1,
    ...updates
      .filter(({ change }) => change === 'worse')
      .map(({ severity }) => rankOf(severity)),
  );
  return SEVERITY_OF_NOTIFICATION[severityOf(worst) ?? 'low'];
}

/**
 * The notification of one owner in one run. It replaces the one before, so that a resolved finding is not listed as open in an older one.
 */
export function notificationOf(digest: OwnerDigest): NotificationPayload {
  const updates = worstFirst(digest.updates);
  return {
    title: titleOf(updates),
    description: descriptionOf({ ...digest, updates }),
    link: linkOf(digest),
    severity: severityOfNotification(updates),
    topic: TOPIC,
    scope: `irsa:${digest.owner}`,
  };
}
