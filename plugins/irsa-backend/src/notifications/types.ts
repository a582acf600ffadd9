import type { Severity, SubjectKind } from '@backstage-irsa/core/model';

/** What owners are notified about. */
export type UpdateKind = 'finding' | 'service-account';

/** A finding, or an IAM service account whose AWS access is broken. */
export interface Issue {
  kind: UpdateKind;
  id: string;
  /** Issues of one check are one notification. */
  check: string;
  severity: Severity;
  /** What is or was wrong, in a few words. */
  title: string;
  /** What it is about, by the names that people know. */
  subject: string;
  /** The one ServiceAccount that it is about, as `cluster/namespace/name`. */
  serviceAccount?: string;
  /** What was found, in a sentence. */
  message: string;
  entityRef: string | null;
  /** Full references of those who own it now. */
  owners: string[];
}

/** An issue that got worse, or was resolved after its owners were notified. */
export interface IssueUpdate extends Issue {
  change: 'worse' | 'resolved';
  /** Full references of the owners to notify. A former owner may be among them. */
  recipients: string[];
}

/** What is open of one check and owner. */
export interface OpenIssues {
  count: number;
  /** How many of each kind they are about. */
  subjects: { kind: SubjectKind; count: number }[];
  /** The severities that count; all when absent. */
  severities?: Severity[];
  /** The worst few, the worst first. */
  worst: Issue[];
}

/** What one notification tells: the issues of one check and owner. */
export interface IssueGroup {
  owner: string;
  check: string;
  open: OpenIssues;
  /** What the owner was not notified about. */
  updates: IssueUpdate[];
}

/** What a digest tells one owner. */
export interface OwnerDigest {
  owner: string;
  /** The checks with open findings, the worst first. */
  checks: { check: string; severity: Severity; count: number }[];
  counts: Record<Severity, number>;
  /** How many findings were opened and resolved in the period. */
  opened: number;
  resolved: number;
}
