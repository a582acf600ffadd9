import type { FaultId } from '@backstage-irsa/core/model';
import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import type { Access, CallLog } from './calls';
import type { Propagation } from './propagation';
import type { Disturbances } from '../disturbances/Disturbances';
import type { Fleet } from '../fleet/options';
import type { Account, PublicAccessBlock, Tag } from './account';
import type { Cluster } from './cluster';
import type { Organization } from './organization';
import type { Resource } from './resources';

/** The whole state of the sandbox. `company/` creates it, and only operations change it. */
export interface World {
  accounts: Map<string, Account>;
  /** The organization of the accounts; absent if they are in none. */
  organization?: Organization;
  /** The clusters by name. Names are unique in the sandbox, like kubeconfig contexts. */
  clusters: Map<string, Cluster>;
  /** The buckets by name, which is unique across all accounts. */
  buckets: Map<string, Bucket>;
  /** The queues, secrets, topics, and other resources, by ARN. */
  resources: Map<string, Resource>;
  /** The sessions of the temporary credentials that STS issued, by access key ID. */
  sessions: Map<string, Session>;
  calls: CallLog;
  disturbances: Disturbances;
  propagation: Propagation;
  /** The policy text of the VPC endpoint through which STS is called; absent if STS is called from outside of a VPC. */
  stsEndpointPolicy?: string;
  /** The services of the company and the fault planted in each, for `GET /__sandbox/state`. */
  services: PlantedService[];
  /** In a sandbox with exports: whether a call needs data that they do not contain, so that it must be refused. */
  isUnexported?(access: Access): boolean;
  /** The exported objects whose kind the sandbox's clusters do not support. */
  skipped?: { cluster: string; kind: string; count: number }[];
  /** The generated fleet, if there is one. */
  fleet?: Fleet;
  /** Returns the current time. Tests replace it. */
  now(): Date;
}

export interface Bucket {
  name: string;
  accountId: string;
  region: string;
  createdAt: Date;
  /** The text of the bucket policy, with the unique IDs of users and roles instead of their ARNs, as S3 stores it. */
  policy?: string;
  /** The encryption of new objects; absent for keys of S3 itself (SSE-S3), which need no permission. */
  encryption?: BucketEncryption;
  /** The Block Public Access settings; absent if never set. */
  publicAccessBlock?: PublicAccessBlock;
  /** The multipart uploads in progress, by ID. */
  uploads?: Map<string, MultipartUpload>;
  objects: Map<
    string,
    {
      body: Buffer;
      contentType: string;
      etag: string;
      lastModified: Date;
      /** The encryption of the object; absent for a key of S3 itself. */
      encryption?: BucketEncryption;
    }
  >;
}

/** A multipart upload in progress. */
export interface MultipartUpload {
  key: string;
  contentType: string;
  /** The parts by part number. */
  parts: Map<number, Buffer>;
  encryption?: BucketEncryption;
}

/** Encryption with a KMS key (SSE-KMS). */
export interface BucketEncryption {
  algorithm: 'aws:kms' | 'aws:kms:dsse';
  /** The key's ARN, ID, or alias; absent for the AWS managed key of S3. */
  keyId?: string;
  /** Whether S3 uses a bucket key. KMS then authorizes with the bucket instead of each object. */
  bucketKey: boolean;
}

export interface Session {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  issuedAt: Date;
  expiresAt: Date;
  roleArn: string;
  /** The ARN of the session, `arn:<partition>:sts::<account>:assumed-role/<role>/<session>`. */
  arn: string;
  /** The user ID, `AROA…:<session>`. */
  userId: string;
  /** The inline session policies, which limit the policies of the role. */
  sessionPolicies: PolicyDocument[];
  tags: SessionTag[];
  /** The name of the cluster whose pods send the requests; absent for a session that no pod uses. */
  cluster?: string;
}

/** A tag of a session, which its requests carry as `aws:PrincipalTag/<key>`. */
export interface SessionTag extends Tag {
  /** Whether sessions of roles that this session assumes also carry the tag. */
  transitive: boolean;
}

export interface PlantedService {
  cluster: string;
  namespace: string;
  name: string;
  /** The planted fault; null for a healthy service. */
  fault: FaultId | null;
  /** A sentence that describes the fault. */
  description: string;
}
