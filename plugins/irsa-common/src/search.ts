import type { Severity } from '@backstage-irsa/core/model';
import type { ShownStatus } from '@backstage-irsa/core/status';

/**
 * A document of the type `irsa` in Backstage's search, as of the last scan: an IAM service account, a role or an open finding that belongs to one.
 *
 * @public
 */
export interface IrsaSearchDocument {
  title: string;
  text: string;
  location: string;
  kind: 'IAM service account' | 'IAM role' | 'Finding';
  /** Names of groups or users, as full entity references; empty where nobody is known. */
  owner: string;
  cluster?: string;
  namespace?: string;
  /** The name of the role that it is, has or is about. */
  role?: string;
  /** Whether an IAM service account works. */
  status?: ShownStatus;
  /** How bad a finding is, or the worst risk of a role. */
  severity?: Severity;
}
