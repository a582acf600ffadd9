import { timeText } from '../model/timeText';
import { awaitsAnnotation } from '../model/spec/existing';
import type { Verification } from '../model/types';
import type { GovernanceCheck } from './types';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Whether a status has been unknown for more than 1 day. */
export function isUnknownForLong(
  { unknown }: Pick<Verification, 'unknown'>,
  now: Date,
): boolean {
  return (
    unknown !== undefined && now.getTime() - Date.parse(unknown.since) > DAY_MS
  );
}

/**
 * Checks whether the facts that decide the status have been unreadable for more than 1 day. Excludes resources that another tool has yet to create.
 * The finding has no owner, because it is for the platform team, which manages the backend's permissions and network.
 */
export const check: GovernanceCheck<'service-account'> = {
  meta: {
    id: 'status-unknown',
    subject: 'service-account',
    title: 'Status unknown for more than a day',
    question:
      'Could Backstage read what decides the status within the last day?',
    requiredPermissions: ['list serviceaccounts'],
    docs: 'docs/reference/findings/status-unknown.md',
  },
  run({ observed, verification }, { now }) {
    const { unknown } = verification;
    const isPending =
      observed.delivery?.state === 'pending' || awaitsAnnotation(observed);
    if (!unknown || isPending || !isUnknownForLong(verification, now)) {
      return [];
    }
    const { cluster, namespace, name } = observed.ref;
    const { lastKnown, reason, since } = unknown;
    return [
      {
        severity: 'medium',
        impact: 'Nobody knows whether the service can call AWS.',
        message: `The status of ServiceAccount ${namespace}/${name} of ${cluster} has been unknown since ${timeText(
          since,
        )}: ${reason}`,
        facts: [
          { label: 'Unknown since', value: since },
          {
            label: 'Last known status',
            value: lastKnown ? `${lastKnown.status}, ${lastKnown.at}` : 'none',
          },
        ],
        owners: [],
        remediation:
          'Grant the backend the permission in the reason, change the policy that denies the read, or make the API reachable again. The next scan updates the status.',
      },
    ];
  },
};
