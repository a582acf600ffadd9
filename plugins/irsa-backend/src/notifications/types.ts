import type { Severity } from '@backstage-irsa/core/model';

/** What owners are told of. */
export type NewsKind = 'finding' | 'service-account';

/** Something that got worse, or was resolved after its owners were told that it is wrong. */
export interface News {
  kind: NewsKind;
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
  /** Full references of those who were not told yet. */
  owners: string[];
}

/** The news of one owner in one run. */
export interface Letter {
  owner: string;
  news: News[];
  /** Findings and broken IAM service accounts of the owner, those told of before included. */
  stillOpen: number;
}
