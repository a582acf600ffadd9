import type { PolicyDocument, PolicyError } from '@backstage-irsa/iam-policy';
import type { Observation } from './observation';

/** A policy document as text, and read; `document` is absent when the text is none. */
export interface ObservedDocument {
  text: string;
  document?: PolicyDocument;
  errors: PolicyError[];
}

/** The policy of a resource. */
export interface ObservedResourcePolicy extends ObservedDocument {
  /** Of a bucket whose policy is public: whether S3 Block Public Access keeps other accounts out. */
  restrictsPublic?: Observation<boolean>;
}

/** The policy of a resource, as it was read; absent when it has none. */
export type ResourcePolicyReading = Observation<ObservedResourcePolicy> & {
  /** Whether the resource is not there at all, where its ARN does not say whose it would be. */
  isMissing?: true;
};
