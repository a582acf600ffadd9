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
 * A finding that is in another state than at the last event about it. Sent within `irsa.notifications.frequency`; after a crash the same event may
 * come again, so subscribers go by `finding.id` and `type`. What comes and goes between two looks is not told. It names what was found, as the
 * API does, so a subscriber may pass it on only to who may read findings.
 *
 * @public
 */
export interface IrsaFindingEvent {
  /** `opened`: found, found again, or not accepted any more; `resolved`: not found any more; `accepted`: with a reason, until a day. */
  type: 'opened' | 'resolved' | 'accepted';
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
 * An IAM service account whose status is another than at the last event about it. After a crash the same event may come again.
 *
 * @public
 */
export interface IrsaServiceAccountEvent {
  type: 'status-changed';
  serviceAccount: {
    /** As in the API. */
    id: string;
    cluster: string;
    namespace: string;
    name: string;
    /** The role; null when it has none. */
    roleArn: string | null;
    entityRef: string | null;
    /** Full entity references. */
    owners: string[];
  };
  /** `deleted` when it is not in the cluster any more. */
  status: VerificationStatus | 'deleted';
  /** Absent for the first event about it. */
  before?: VerificationStatus | 'deleted';
}
