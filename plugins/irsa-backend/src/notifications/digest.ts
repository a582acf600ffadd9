import type { NotificationPayload } from '@backstage/plugin-notifications-common';
import { SEVERITIES, titleOfCheck } from '@backstage-irsa/core/findings';
import { count, findingsPath, SEVERITY_WORDS, toLine } from './texts';
import type { OwnerDigest } from './types';

/** Differs from the topic of other notifications, so that users can switch off either. */
const TOPIC = 'AWS access digest';

/** The maximum number of checks that are named. */
const MOST_CHECKS = 5;

/** Returns the digest of one owner, which replaces the previous one. Its severity is always low, because it is a reminder. */
export function digestNotification(digest: OwnerDigest): NotificationPayload {
  const { owner, checks, counts, opened, resolved } = digest;
  const total = checks.reduce((sum, check) => sum + check.count, 0);
  const severities = [...SEVERITIES]
    .reverse()
    .filter(severity => counts[severity] > 0)
    .map(severity => `${counts[severity]} ${severity}`);
  const rest = checks.length - MOST_CHECKS;
  return {
    title: `AWS access: ${count(
      total,
      'open finding',
      'open findings',
    )} (${severities.join(', ')})`,
    description: [
      ...checks
        .slice(0, MOST_CHECKS)
        .map(({ check, severity, count: findings }) =>
          toLine(
            `${SEVERITY_WORDS[severity]}: ${titleOfCheck(check)} (${findings})`,
          ),
        ),
      ...(rest > 0 ? [`And ${count(rest, 'more check', 'more checks')}.`] : []),
      `Since the last digest: ${opened} opened, ${resolved} resolved.`,
    ].join('\n'),
    link: findingsPath({ owner }),
    severity: 'low',
    topic: TOPIC,
    scope: `irsa:${owner}:digest`,
  };
}
