import type { Link } from '../../model/types';

/** How a fault shows without looking into the pod. @public */
export type FaultEvidence =
  /** What AWS and the cluster say of their objects. */
  | 'api-data'
  /** Only the token exchange with AWS STS. */
  | 'live-proof'
  /** Only what the application writes into its log. */
  | 'error-text';

/** One thing that can be wrong with a service's AWS identity. @public */
export interface Fault {
  /** Its number in the table of `docs/reference/failure-modes.md`. */
  number: number;
  /** Short and stable, for command lines. */
  name: string;
  /** What is wrong, in a few words without a full stop. */
  title: string;
  /** Where the chain is broken. */
  link: Link;
  evidence: FaultEvidence;
}
