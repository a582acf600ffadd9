import type { FaultId } from '@backstage-irsa/core/model';
import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import type { CallLog } from './calls';
import type { Propagation } from './propagation';
import type { Disturbances } from '../disturbances/Disturbances';
import type { Fleet } from '../fleet/options';
import type { Account, PublicAccessBlock, Tag } from './account';
import type { Cluster } from './cluster';
import type { Organization } from './organization';
import type { Resource } from './resources';

/** Everything the sandbox knows. There is one in a process, made by `company/` and changed only by operations. */
export interface World {
  accounts: Map<string, Account>;
  /** The organization of the accounts; absent where they are in none. */
  organization?: Organization;
  /** By cluster name: names are unique in the sandbox, as kubeconfig contexts are. */
  clusters: Map<string, Cluster>;
  /** By bucket name, which is unique over all accounts. */
  buckets: Map<string, Bucket>;
  /** Queues and the like, by ARN. */
  resources: Map<string, Resource>;
  /** Temporary credentials that STS issued, by access key ID. */
  sessions: Map<string, Session>;
  calls: CallLog;
  disturbances: Disturbances;
  propagation: Propagation;
  /** The text of the policy of the VPC endpoint by which STS is called; absent when it is called from outside of a VPC. */
  stsEndpointPolicy?: string;
  /** The services of the company and the fault planted in each, for `GET /__sandbox/state`. */
  services: PlantedService[];
  /** Objects of exports of which the sandbox's clusters have no such kind. */
  skipped?: { cluster: string; kind: string; count: number }[];
  /** The made-up fleet, when there is one. */
  fleet?: Fleet;
  /** The current time; tests move it. */
  now(): Date;
}

export interface Bucket {
  name: string;
  accountId: string;
  region: string;
  createdAt: Date;
  /** The text of its policy, with the unique IDs of users and roles in place of their ARNs, as S3 keeps them. */
  policy?: string;
  /** How new objects are encrypted; absent for keys of S3's own (SSE-S3), which need no permission. */
  encryption?: BucketEncryption;
  /** Block Public Access; absent where nobody set it. */
  publicAccessBlock?: PublicAccessBlock;
  /** Uploads in parts that are under way, by ID. */
  uploads?: Map<string, MultipartUpload>;
  objects: Map<
    string,
    {
      body: Buffer;
      contentType: string;
      etag: string;
      lastModified: Date;
      /** The key that it was encrypted with; absent for a key of S3's own. */
      encryption?: BucketEncryption;
    }
  >;
}

/** An object that is uploaded in parts. */
export interface MultipartUpload {
  key: string;
  contentType: string;
  /** By their number. */
  parts: Map<number, Buffer>;
  encryption?: BucketEncryption;
}

/** Encryption by a KMS key (SSE-KMS). */
export interface BucketEncryption {
  algorithm: 'aws:kms' | 'aws:kms:dsse';
  /** The key's ARN, ID or alias; absent for the key that AWS manages for S3. */
  keyId?: string;
  /** Whether S3 uses a key of the bucket, so that KMS is asked about the bucket and not about each object. */
  bucketKey: boolean;
}

export interface Session {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  issuedAt: Date;
  expiresAt: Date;
  roleArn: string;
  /** `arn:<partition>:sts::<account>:assumed-role/<role>/<session>`. */
  arn: string;
  /** `AROA…:<session>`. */
  userId: string;
  /** The inline session policy, which limits the role's own. */
  sessionPolicies: PolicyDocument[];
  tags: SessionTag[];
  /** The cluster from whose pods its requests come, by name; absent for a session that no pod has. */
  cluster?: string;
}

/** A tag of a session, which its requests carry as `aws:PrincipalTag/<key>`. */
export interface SessionTag extends Tag {
  /** Whether the sessions of roles that this one assumes carry it too. */
  transitive: boolean;
}

export interface PlantedService {
  cluster: string;
  namespace: string;
  name: string;
  /** Null for a healthy service. */
  fault: FaultId | null;
  /** What is wrong, in a sentence. */
  description: string;
}
