import { parseEntityRef } from '@backstage/catalog-model';
import type { NotificationPayload } from '@backstage/plugin-notifications-common';
import type { Severity } from '@backstage-irsa/core/model';
import { rankOf, severityOf } from '@backstage-irsa/core/findings';
import type { Letter, News } from './types';

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
function linkOf({ owner, news }: Letter): string {
  const [entityRef, ...others] = new Set(news.map(each => each.entityRef));
  return entityRef && others.length === 0
    ? entityTab(entityRef)
    : `/irsa/findings?owner=${encodeURIComponent(owner)}`;
}

function worstFirst(news: News[]): News[] {
  return [...news].sort(
    (a, b) =>
      Number(a.change === 'resolved') - Number(b.change === 'resolved') ||
      rankOf(b.severity) - rankOf(a.severity) ||
      a.subject.localeCompare(b.subject),
  );
}

function count(amount: number, one: string, many: string): string {
  return `${amount} ${amount === 1 ? one : many}`;
}

function titleOf(news: News[]): string {
  if (news.length === 1) {
    const [{ change, title, subject }] = news;
    const prefix = change === 'resolved' ? 'Resolved: ' : '';
    return `${prefix}${title} – ${subject}`;
  }
  const worse = news.filter(({ change }) => change === 'worse').length;
  const resolved = news.length - worse;
  return `AWS access: ${[
    ...(worse > 0 ? [count(worse, 'new finding', 'new findings')] : []),
    ...(resolved > 0 ? [`${resolved} resolved`] : []),
  ].join(', ')}`;
}

function lineOf({ change, severity, title, subject, message }: News): string {
  const line =
    change === 'resolved'
      ? `Resolved: ${title} – ${subject}.`
      : `${severity}: ${message}`;
  return line.length > LONGEST_LINE
    ? `${line.slice(0, LONGEST_LINE - 1)}…`
    : line;
}

function descriptionOf({ news, stillOpen }: Letter): string {
  const lines = news.slice(0, MOST_LINES).map(lineOf);
  const rest = news.length - lines.length;
  if (rest > 0) lines.push(`And ${rest} more.`);
  lines.push(
    stillOpen === 0
      ? 'Nothing is open any more.'
      : `${count(stillOpen, 'is', 'are')} open in all.`,
  );
  return lines.join('\n');
}

function severityOfNotification(news: News[]): NotificationPayload['severity'] {
  const worst = Math.max(
    -1,
    ...news
      .filter(({ change }) => change === 'worse')
      .map(({ severity }) => rankOf(severity)),
  );
  return SEVERITY_OF_NOTIFICATION[severityOf(worst) ?? 'low'];
}

/**
 * What one owner is told in one run. Every owner has one notification of ours: a later one takes its place, so that what is resolved does not
 * stand beside what was said of it before.
 */
export function notificationOf(letter: Letter): NotificationPayload {
  const news = worstFirst(letter.news);
  return {
    title: titleOf(news),
    description: descriptionOf({ ...letter, news }),
    link: linkOf(letter),
    severity: severityOfNotification(news),
    topic: TOPIC,
    scope: `irsa:${letter.owner}`,
  };
}
