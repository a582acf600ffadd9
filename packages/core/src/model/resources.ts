import type { Observation } from './observation';
import type { ObservedDocument } from './observedDocument';

/** An S3 bucket that the role's policies name, with its own policy. */
export interface ObservedBucket {
  name: string;
  /** Absent when the bucket has none. */
  policy: Observation<ObservedDocument>;
  /** Absent when its objects are not encrypted with a KMS key of a customer, so that nobody needs permission to use one. */
  encryption: Observation<ObservedEncryption>;
}

/** What a grant names, where a key of a customer may encrypt it. */
export interface ObservedResource {
  /** The service and name, as `grantId` writes them. */
  id: string;
  /** Absent when no KMS key of a customer encrypts it. */
  encryption: Observation<ObservedEncryption>;
}

/** The KMS key of a customer that a resource is encrypted with; of a bucket, what new objects are. */
export interface ObservedEncryption {
  /** Of the key. */
  keyArn: string;
  /** Whether KMS is asked about the bucket, and not about each object. */
  bucketKey: boolean;
  /** Not read for plans. */
  keyPolicy: Observation<ObservedDocument>;
  /** Not read for plans. */
  keyGrants: Observation<KeyGrant[]>;
}

/** A grant of a KMS key, which allows its grantee operations beside what the key's policy allows. */
export interface KeyGrant {
  id: string;
  /** An ARN. */
  granteePrincipal: string;
  /** Of KMS, such as `Decrypt`. */
  operations: string[];
  /** The whole encryption context that a call must have. */
  contextEquals?: Record<string, string>;
  /** What the encryption context of a call must have at least. */
  contextSubset?: Record<string, string>;
}
