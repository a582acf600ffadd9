import type { Observation } from './observation';
import type { ObservedDocument } from './observedDocument';

/** An S3 bucket that the role's policies name, with its bucket policy. */
export interface ObservedBucket {
  name: string;
  /** The bucket policy; absent if the bucket has none. */
  policy: Observation<ObservedDocument>;
  /** Absent if no customer managed KMS key encrypts the objects, so that nobody needs permission to use a key. */
  encryption: EncryptionReading;
}

/** A resource of a grant that a customer managed KMS key can encrypt. */
export interface ObservedResource {
  /** The service and resource name, as `grantId` formats them. */
  id: string;
  /** Absent if no customer managed KMS key encrypts the resource. */
  encryption: EncryptionReading;
}

/** The customer managed KMS key that encrypts a resource; for a bucket, the key that encrypts new objects. */
export interface ObservedEncryption {
  /** The ARN of the KMS key. */
  keyArn: string;
  /** Whether S3 calls KMS once for the bucket (S3 Bucket Key), rather than for each object. */
  bucketKey: boolean;
  /** The policy of the key. Not read for plans. */
  keyPolicy: Observation<ObservedDocument>;
  /** The grants of the key. Not read for plans. */
  keyGrants: Observation<KeyGrant[]>;
  /** The state of the key, such as `Enabled` or `PendingDeletion`. Not in observations that earlier versions stored. */
  keyState?: Observation<string>;
}

/** The observed encryption of a resource; absent if no customer managed KMS key encrypts it. */
export type EncryptionReading<T = ObservedEncryption> = Observation<T> & {
  /** Set if the encryption is absent because AWS manages the key. */
  awsManagedKey?: AwsManagedKey;
};

/** An AWS managed key of a service in one account. Principals of the account need no permission to use it; no others can use it. */
export interface AwsManagedKey {
  /** The ARN of the key's alias, such as `…:alias/aws/sqs`, in the account of the resource. */
  arn: string;
  /** True if the key is that of the account that uploads an object. S3 uses that key if a bucket names no key. */
  ofUploader?: true;
}

/** A grant of a KMS key. It allows its grantee operations in addition to the key policy. */
export interface KeyGrant {
  id: string;
  /** The ARN of the grantee. */
  granteePrincipal: string;
  /** The allowed KMS operations, such as `Decrypt`. */
  operations: string[];
  /** The exact encryption context that a call must have. */
  contextEquals?: Record<string, string>;
  /** The pairs that the encryption context of a call must contain. */
  contextSubset?: Record<string, string>;
  /** The resource on behalf of which a service must call. Pods call on their own behalf. */
  sourceArn?: string;
}
