import type { Severity } from '@backstage-irsa/core/model';
import type { ShownStatus } from '@backstage-irsa/core/status';

/**
 * A document of the type `irsa` in Backstage's search, as of the last scan: an IAM service account, a role of an IAM service account, or an open
 * finding about either.
 *
 * @public
 */
export interface IrsaSearchDocument {
  title: string;
  text: string;
  location: string;
  kind: 'IAM service account' | 'IAM role' | 'Finding';
  /** Full entity references of groups or users. Empty if no owner is known. */
  owner: string;
  cluster?: string;
  namespace?: string;
  /** The name of the role that the document describes, uses, or concerns. */
  role?: string;
  /** The status of an IAM service account. */
  status?: ShownStatus;
  /** The severity of a finding, or of the worst risk of a role. */
  severity?: Severity;
}
