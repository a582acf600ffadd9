import type { Finding, VerificationStatus } from '@backstage-irsa/core/model';

/**
 * The topic of events about findings; the payload is an {@link IrsaFindingEvent}. Subscribe by `eventsServiceRef` of `@backstage/plugin-events-node`.
 *
 * @public
 */
export const IRSA_FINDINGS_TOPIC = 'irsa.findings';

/**
 * The topic of events about IAM service accounts; the payload is an {@link IrsaServiceAccountEvent}.
 *
 * @public
 */
export const IRSA_SERVICE_ACCOUNTS_TOPIC = 'irsa.service-accounts';

/**
 * An event about a finding whose state changed since the last event about it. Sent within `irsa.notifications.frequency`. After a crash, the same
 * event can arrive again, so subscribers must deduplicate by `finding.id` and `type`. A change that is reverted before the next check sends no event.
 * The event contains the same details as the API, so a subscriber may pass it on only to people who may read findings.
 *
 * @public
 */
export interface IrsaFindingEvent {
  /**
   * `opened`: found, found again, or no longer accepted. `resolved`: no longer found. `accepted`: with a reason, until a given day. `retired`: no
   * longer scanned, because its cluster or account was removed from the configuration.
   */
  type: 'opened' | 'resolved' | 'accepted' | 'retired';
  finding: Pick<
    Finding,
    | 'id'
    | 'check'
    | 'title'
    | 'severity'
    | 'message'
    | 'subject'
    | 'entityRef'
    | 'owners'
    | 'firstSeenAt'
    | 'lastSeenAt'
  >;
}

/**
 * An event about an IAM service account whose status changed since the last event about it. After a crash, the same event can arrive again.
 *
 * @public
 */
export interface IrsaServiceAccountEvent {
  type: 'status-changed';
  serviceAccount: {
    /** The ID in the API. */
    id: string;
    cluster: string;
    namespace: string;
    name: string;
    /** The ARN of the role; null if there is no role. */
    roleArn: string | null;
    entityRef: string | null;
    /** Full entity references. */
    owners: string[];
  };
  /** `deleted` if the ServiceAccount is no longer in the cluster; `retired` if the cluster was removed from the configuration. */
  status: VerificationStatus | 'deleted' | 'retired';
  /** Absent in the first event about the IAM service account. */
  before?: VerificationStatus | 'deleted' | 'retired';
}
