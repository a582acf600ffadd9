import type { Severity, SubjectKind } from '@backstage-irsa/core/model';

/** The kinds of issues that owners are notified about. Backstage deletes the rows of IAM service accounts with them. */
export type UpdateKind =
  | 'finding'
  | 'service-account'
  | 'removed-service-account';

/** A finding, or an IAM service account whose AWS access is broken. */
export interface Issue {
  kind: UpdateKind;
  id: string;
  /** The ID of the check. Issues of one check share a notification. */
  check: string;
  severity: Severity;
  /** The problem in a few words. */
  title: string;
  /** The affected object, with names that users know. */
  subject: string;
  /** The affected ServiceAccount, if there is exactly one, as `cluster/namespace/name`. */
  serviceAccount?: string;
  /** The problem in a sentence. */
  message: string;
  entityRef: string | null;
  /** Full entity references of the current owners. */
  owners: string[];
}

/** Why an issue that owners were notified about is no longer open. `retired`: its cluster or account is no longer configured. */
export type Closing = 'accepted' | 'resolved' | 'retired';

/** An issue that owners were not notified about, or that has changed since. */
export interface IssueUpdate extends Issue {
  /** `opened` for owners who do not know it; `worse` for owners who know it, if its severity rose or they own it again. */
  change: 'opened' | 'worse' | Closing;
  /** Full entity references of the owners to notify, which can include a former owner. */
  recipients: string[];
}

/** The open issues of one check and owner. */
export interface OpenIssues {
  count: number;
  /** The number of affected objects of each kind. */
  subjects: { kind: SubjectKind; count: number }[];
  /** The severities that count; all if absent. */
  severities?: Severity[];
  /** The most severe issues, worst first. */
  worst: Issue[];
}

/** The content of one notification: the issues of one check and owner. */
export interface IssueGroup {
  owner: string;
  check: string;
  open: OpenIssues;
  /** The updates that the owner was not notified about. */
  updates: IssueUpdate[];
}

/** The content of a digest for one owner. */
export interface OwnerDigest {
  owner: string;
  /** The checks with open findings, most severe first. */
  checks: { check: string; severity: Severity; count: number }[];
  counts: Record<Severity, number>;
  /** The number of findings that were opened in the period. `resolved` is the number that were resolved. */
  opened: number;
  resolved: number;
}
