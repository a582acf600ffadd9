import type { Observation } from './observation';
import type { ObservedDocument } from './observedDocument';

/** An S3 bucket that the role's policies name, with its own policy. */
export interface ObservedBucket {
  name: string;
  /** Absent when the bucket has none. */
  policy: Observation<ObservedDocument>;
  /** Absent when its objects are not encrypted with a KMS key of a customer, so that nobody needs permission to use one. */
  encryption: EncryptionReading;
}

/** What a grant names, where a key of a customer may encrypt it. */
export interface ObservedResource {
  /** The service and name, as `grantId` writes them. */
  id: string;
  /** Absent when no KMS key of a customer encrypts it. */
  encryption: EncryptionReading;
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

/** What was read of a resource's encryption; absent when no KMS key of a customer encrypts it. */
export type EncryptionReading<T = ObservedEncryption> = Observation<T> & {
  /** Where it is absent because AWS manages the key. */
  awsManagedKey?: AwsManagedKey;
};

/** A key that AWS manages for a service in one account. Principals of the account need no permission to use it, and no others can. */
export interface AwsManagedKey {
  /** Of its alias, such as `…:alias/aws/sqs`, in the account of the resource. */
  arn: string;
  /** Whether it is that of the account which uploads an object, as S3 has it where a bucket names no key. */
  ofUploader?: true;
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
