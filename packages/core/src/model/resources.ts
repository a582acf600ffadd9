import type { Observation } from './observation';
import type { ObservedDocument } from './observed';

/** An S3 bucket that the role's policies name, with its own policy. */
export interface ObservedBucket {
  name: string;
  /** Absent when the bucket has none. */
  policy: Observation<ObservedDocument>;
  /** Absent when its objects are not encrypted with a KMS key of a customer, so that nobody needs permission to use one. */
  encryption: Observation<ObservedEncryption>;
}

/** The KMS key that a bucket encrypts new objects with. */
export interface ObservedEncryption {
  /** Of the key. */
  keyArn: string;
  /** Whether KMS is asked about the bucket, and not about each object. */
  bucketKey: boolean;
  keyPolicy: Observation<ObservedDocument>;
}
