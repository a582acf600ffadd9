import type { KeyObject } from 'node:crypto';
import type { FaultId } from '@backstage-irsa/core/model';
import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import type { CallLog } from './calls';
import type { Propagation } from './propagation';
import type { Disturbances } from '../disturbances/Disturbances';
import type { Fleet } from '../fleet';
import type { ServingCertificates } from '../kubernetes/certificates';
import type { KubeStore } from '../kubernetes/store';

/** Everything the sandbox knows. There is one in a process, made by `company/` and changed only by operations. */
export interface World {
  accounts: Map<string, Account>;
  /** By cluster name: names are unique in the sandbox, as kubeconfig contexts are. */
  clusters: Map<string, Cluster>;
  /** By bucket name, which is unique over all accounts. */
  buckets: Map<string, Bucket>;
  /** Temporary credentials that STS gave out, by access key ID. */
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

export interface Account {
  id: string;
  alias: string;
  partition: 'aws' | 'aws-cn' | 'aws-us-gov';
  /** By name in lower case: IAM names are unique whatever their case. */
  users: Map<string, IamUser>;
  roles: Map<string, IamRole>;
  /** By ARN; AWS managed policies are shared by all accounts. */
  policies: Map<string, ManagedPolicy>;
  oidcProviders: Map<string, OidcProvider>;
  /** KMS keys of customers, by ID. */
  keys: Map<string, KmsKey>;
  /** Regions in which AWS STS was switched off for the account. */
  inactiveStsRegions: Set<string>;
  /** How many roles there may be, where AWS was asked to raise it. */
  rolesQuota?: number;
  /** One list for each level from the organisation's root to the account; none when the account is in no organisation. */
  serviceControlPolicies: ServiceControlPolicy[][];
  /** Last-accessed reports that were asked for, by job ID. */
  lastAccessedJobs: Map<string, LastAccessedJob>;
}

/** A customer managed KMS key. */
export interface KmsKey {
  id: string;
  arn: string;
  createdAt: Date;
  /** The text of its key policy, as it was sent. */
  policy: string;
}

export interface ServiceControlPolicy {
  name: string;
  /** The text. */
  document: string;
}

export interface LastAccessedJob {
  id: string;
  /** The user or role that the report is about. */
  arn: string;
  /** Who asked for it, and alone may read it. */
  startedBy: string;
  granularity: 'SERVICE_LEVEL' | 'ACTION_LEVEL';
  createdAt: Date;
  /** Set by the first look at it, which finds it still being made. */
  completedAt?: Date;
}

export interface Tag {
  key: string;
  value: string;
}

export interface IamUser {
  arn: string;
  id: string;
  name: string;
  path: string;
  createdAt: Date;
  accessKeys: { id: string; secret: string }[];
  attachedPolicyArns: string[];
  inlinePolicies: Map<string, PolicyDocument>;
}

export interface IamRole {
  arn: string;
  /** Begins with `AROA`; a role made again gets another. */
  id: string;
  name: string;
  path: string;
  description?: string;
  createdAt: Date;
  /** As it was sent: clients get back the very text. */
  trustPolicy: string;
  maxSessionDurationSeconds: number;
  permissionsBoundaryArn?: string;
  attachedPolicyArns: string[];
  /** By policy name, as text. */
  inlinePolicies: Map<string, string>;
  tags: Tag[];
  lastUsed?: { at: Date; region: string };
  /** How many more exchanges of a token for this role find the issuer's keys out of reach. */
  keyOutages?: number;
  /** When sessions last called each service, also in vain, by its IAM prefix. */
  serviceUse?: Map<string, { at: Date; region: string }>;
  /** The same for each action, such as `s3:ListAllMyBuckets`. */
  actionUse?: Map<string, { at: Date; region: string }>;
  /** Those that have the role; only exports bring any. */
  instanceProfiles?: InstanceProfile[];
}

/** What gives a role to an EC2 instance. */
export interface InstanceProfile {
  arn: string;
  id: string;
  name: string;
  path: string;
  createdAt: Date;
}

export interface ManagedPolicy {
  arn: string;
  id: string;
  name: string;
  path: string;
  description?: string;
  createdAt: Date;
  updatedAt: Date;
  defaultVersionId: string;
  /** The number of the version made last, when that one is gone: numbers are not used again. */
  lastVersion?: number;
  /** Newest first. The document is the text that was sent. */
  versions: { id: string; document: string; createdAt: Date }[];
  tags: Tag[];
}

export interface OidcProvider {
  arn: string;
  /** Without `https://`. */
  url: string;
  clientIds: string[];
  /** SHA-1, in lower case. AWS trusts the certificates of most issuers by itself and then does not look at these. */
  thumbprints: string[];
  /** ARNs of the roles in whose exchanges STS looks at the thumbprints all the same. */
  thumbprintChecks?: Set<string>;
  createdAt: Date;
  tags: Tag[];
}

export interface Cluster {
  name: string;
  accountId: string;
  region: string;
  arn: string;
  version: string;
  createdAt: Date;
  /** `https://oidc.eks.<region>.amazonaws.com/id/<32 hex digits>`; nothing listens there, STS takes the keys from here. */
  issuer: string;
  /** Signs ServiceAccount tokens (RS256). */
  signingKey: { kid: string; privateKey: KeyObject; publicKey: KeyObject };
  /** PEM, for HTTPS. */
  certificateAuthority: string;
  /** `https://127.0.0.1:<port>`, known once the server listens. */
  endpoint: string;
  nodeGroups: NodeGroup[];
  /** By name. */
  addons: Map<string, Addon>;
  /** By association ID. */
  podIdentityAssociations: Map<string, PodIdentityAssociation>;
  /** ServiceAccounts, as `<namespace>/<name>`, that the webhook has not heard of yet: its cache lags behind the API server. */
  unknownToWebhook: Set<string>;
  /** By name. */
  fargateProfiles: Map<string, FargateProfile>;
  /** Set for a cluster in EKS Auto Mode, whose nodes have the Pod Identity agent built in. */
  autoMode?: { nodeRoleArn: string };
  store: KubeStore;
  /** What the API server presents, signed by the certificate authority. */
  serving: ServingCertificates;
  /** The users of kubeconfig files, by bearer token. */
  users: Map<string, ClusterUser>;
  /** EKS access entries: which Kubernetes user an IAM principal is, by its ARN. */
  accessEntries: Map<string, AccessEntry>;
}

export interface ClusterUser {
  name: string;
  groups: string[];
}

export interface AccessEntry {
  arn: string;
  /** `STANDARD`, or `EC2_LINUX` and the like for nodes. */
  type: string;
  username: string;
  groups: string[];
  createdAt: Date;
  modifiedAt: Date;
  tags: Record<string, string>;
  /** Access policies of EKS, by ARN; the sandbox shows them and asks RBAC alone. */
  policies: Map<string, AssociatedAccessPolicy>;
}

export interface AssociatedAccessPolicy {
  /** The namespaces that it holds in; absent for the whole cluster. */
  namespaces?: string[];
  associatedAt: Date;
  modifiedAt: Date;
}

export interface NodeGroup {
  name: string;
  nodeRoleArn: string;
  instanceTypes: string[];
  desiredSize: number;
  /** Default: Linux. */
  os?: 'linux' | 'windows';
  /** How many network hops answers of the instance metadata service go; 1 keeps pods out. Default 2, as of a group without a launch template. */
  hopLimit?: number;
  /** Whether the metadata service also answers requests without a session token (IMDSv1). */
  optionalTokens?: boolean;
  /** Whether IPv6 is switched off on the nodes. */
  withoutIpv6?: boolean;
}

/** Which pods run on Fargate: those that one of the selectors matches. */
export interface FargateProfile {
  name: string;
  arn: string;
  podExecutionRoleArn: string;
  selectors: { namespace: string; labels: Record<string, string> }[];
  createdAt: Date;
  tags: Record<string, string>;
}

/** An EKS add-on of a cluster. */
export interface Addon {
  name: string;
  version: string;
  arn: string;
  createdAt: Date;
  /** JSON. */
  configurationValues?: string;
  serviceAccountRoleArn?: string;
  tags: Record<string, string>;
}

/** Which role EKS Pod Identity gives the pods of a ServiceAccount. */
export interface PodIdentityAssociation {
  id: string;
  arn: string;
  namespace: string;
  serviceAccount: string;
  roleArn: string;
  /** The role in another account that the first one goes on to assume. */
  targetRoleArn?: string;
  /** What the target role's trust policy can ask for as `sts:ExternalId`; there with a target role. */
  externalId?: string;
  /** The text of a session policy, which limits the role, or the target role when there is one. */
  policy?: string;
  disableSessionTags: boolean;
  /** The request that made it: the same one again is answered with the same association. */
  madeBy?: { token: string; request: string };
  createdAt: Date;
  modifiedAt: Date;
  tags: Record<string, string>;
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
