import type { PolicyDocument } from '@backstage-irsa/iam-policy';

export interface Account {
  id: string;
  alias: string;
  /** As ARNs write it. */
  partition: string;
  /** By name in lower case: IAM names are unique whatever their case. */
  users: Map<string, IamUser>;
  /** By name in lower case. */
  groups: Map<string, IamGroup>;
  roles: Map<string, IamRole>;
  /** By ARN; AWS managed policies are shared by all accounts. */
  policies: Map<string, ManagedPolicy>;
  oidcProviders: Map<string, OidcProvider>;
  /** KMS keys by ID: those of customers, and those that AWS made for services that were asked to encrypt. */
  keys: Map<string, KmsKey>;
  /** Block Public Access of the account; absent where nobody set it. */
  publicAccessBlock?: PublicAccessBlock;
  /** Regions in which AWS STS was switched off for the account. */
  inactiveStsRegions: Set<string>;
  /** Regions that the account has not enabled, whose services know none of its keys; none where absent. */
  disabledRegions?: Set<string>;
  /** How many roles there may be, where AWS was asked to raise it. */
  rolesQuota?: number;
  /** One list for each level from the organization's root to the account; none when the account is in no organization. */
  serviceControlPolicies: ServiceControlPolicy[][];
  /** Last-accessed reports that were asked for, by job ID. */
  lastAccessedJobs: Map<string, LastAccessedJob>;
}

/** Settings of S3 Block Public Access that are on. */
export type PublicAccessBlock = Partial<
  Record<
    | 'BlockPublicAcls'
    | 'IgnorePublicAcls'
    | 'BlockPublicPolicy'
    | 'RestrictPublicBuckets',
    boolean
  >
>;

/** A KMS key. */
export interface KmsKey {
  id: string;
  arn: string;
  createdAt: Date;
  /** The text of its key policy, with the unique IDs of users and roles in place of their ARNs. */
  policy: string;
  description?: string;
  /** Such as `alias/orders`. */
  aliases?: string[];
  /** A key that AWS made for a service; its policy lets nobody change it. */
  isAwsManaged?: true;
  grants?: KmsGrant[];
}

/** What gives a principal the use of a key beside the key policy ("Grants in AWS KMS", AWS KMS Developer Guide). */
export interface KmsGrant {
  id: string;
  token: string;
  name?: string;
  createdAt: Date;
  /** The ARN of a role or user, or of an account's root. */
  granteePrincipal: string;
  retiringPrincipal?: string;
  /** Without the prefix, such as `Decrypt`. */
  operations: string[];
  /** What the encryption context of a call must be, or hold. */
  contextEquals?: Record<string, string>;
  contextSubset?: Record<string, string>;
  /** Who made it, by its account. */
  issuingAccount: string;
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
}

export interface Tag {
  key: string;
  value: string;
}

/** A user or a group, which has policies by itself. */
interface PolicyHolder {
  arn: string;
  id: string;
  name: string;
  path: string;
  createdAt: Date;
  attachedPolicyArns: string[];
  inlinePolicies: Map<string, PolicyDocument>;
}

export interface IamUser extends PolicyHolder {
  accessKeys: { id: string; secret: string }[];
  permissionsBoundaryArn?: string;
  /** Names of its groups. */
  groups?: string[];
  tags?: Tag[];
}

export type IamGroup = PolicyHolder;

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
  /** Pods call AWS with it all the time, so that IAM tells a later last use each time it is asked. */
  isInUse?: boolean;
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
