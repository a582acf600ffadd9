import type { PolicyDocument, PolicyError } from '@backstage-irsa/iam-policy';
import type { Observation } from './observation';

/** A policy document as text and parsed. `document` is absent if the text is not a policy document. */
export interface ObservedDocument {
  text: string;
  document?: PolicyDocument;
  errors: PolicyError[];
}

/** The policy of a resource. */
export interface ObservedResourcePolicy extends ObservedDocument {
  /** For a bucket with a public policy: whether S3 Block Public Access blocks other accounts. */
  restrictsPublic?: Observation<boolean>;
}

/** The last-read policy of a resource; absent if the resource has none. */
export type ResourcePolicyReading = Observation<ObservedResourcePolicy> & {
  /** True if the resource does not exist and its ARN does not name an account. */
  isMissing?: true;
  /** The account that owns the bucket, as it was read in this account. Absent if the account could not be verified, and for other resources. */
  accountId?: string;
};
