import { readDurationFromConfig, type Config } from '@backstage/config';
import type { HumanDuration } from '@backstage/types';
import type { Severity } from '@backstage-irsa/core/model';
import { SEVERITIES } from '@backstage-irsa/core/findings';

/** The `irsa.notifications` section. */
export interface NotificationsConfig {
  enabled: boolean;
  /** The lowest severity that is notified. */
  minimumSeverity: Severity;
  /** How often updates are sent. */
  frequency: HumanDuration;
  /** How often owners get a digest of open findings. */
  digest: (typeof DIGESTS)[number];
}

const DIGESTS = ['none', 'daily', 'weekly'] as const;

/**
 * Reads and checks the section.
 *
 * @throws Error - that names the key and the rule.
 */
export function readNotifications(
  config: Config | undefined,
): NotificationsConfig {
  const section = config?.getOptionalConfig('notifications');
  const asked = section?.getOptionalString('minimumSeverity') ?? 'high';
  const minimumSeverity = SEVERITIES.find(severity => severity === asked);
  if (minimumSeverity === undefined) {
    throw new Error(
      `irsa.notifications.minimumSeverity is "${asked}": it must be one of ${SEVERITIES.join(
        ', ',
      )}.`,
    );
  }
  const period = section?.getOptionalString('digest') ?? 'weekly';
  const digest = DIGESTS.find(each => each === period);
  if (digest === undefined) {
    throw new Error(
      `irsa.notifications.digest is "${period}": it must be one of ${DIGESTS.join(
        ', ',
      )}.`,
    );
  }
  return {
    digest,
    enabled: section?.getOptionalBoolean('enabled') ?? true,
    minimumSeverity,
    frequency: section?.has('frequency')
      ? readDurationFromConfig(section, { key: 'frequency' })
      : { minutes: 1 },
  };
}
