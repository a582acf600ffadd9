import type { Severity } from '@backstage-irsa/core/model';

/** What owners are notified about. */
export type UpdateKind = 'finding' | 'service-account';

/** A finding or IAM service account that got worse, or was resolved after its owners were notified. */
export interface FindingUpdate {
  kind: UpdateKind;
  id: string;
  change: 'worse' | 'resolved';
  severity: Severity;
  /** What is or was wrong, in a few words. */
  title: string;
  /** What it is about, by the names that people know. */
  subject: string;
  /** What was found, in a sentence. */
  message: string;
  entityRef: string | null;
  /** Full references of the owners to notify. */
  owners: string[];
}

/** The updates for one owner in one run. */
export interface OwnerDigest {
  owner: string;
  updates: FindingUpdate[];
  /** Findings and broken IAM service accounts of the owner, those of earlier notifications included. */
  stillOpen: number;
}
