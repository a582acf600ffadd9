import type { PolicyDocument } from '@backstage-irsa/iam-policy';

export interface Account {
  id: string;
  alias: string;
  /** The AWS partition, as ARNs spell it. */
  partition: string;
  /** The users by name in lower case: IAM names are unique regardless of case. */
  users: Map<string, IamUser>;
  /** The groups by name in lower case. */
  groups: Map<string, IamGroup>;
  roles: Map<string, IamRole>;
  /** The managed policies by ARN. All accounts share the AWS managed policies. */
  policies: Map<string, ManagedPolicy>;
  oidcProviders: Map<string, OidcProvider>;
  /** The KMS keys by ID: customer managed keys, and AWS managed keys of services that encrypt. */
  keys: Map<string, KmsKey>;
  /** The account's Block Public Access settings; absent if never set. */
  publicAccessBlock?: PublicAccessBlock;
  /** The regions in which AWS STS is deactivated for the account. */
  inactiveStsRegions: Set<string>;
  /** The regions that the account has not enabled: services there do not know its access keys. Absent means none. */
  disabledRegions?: Set<string>;
  /** The role quota, if AWS has raised it. */
  rolesQuota?: number;
  /** One list of policies for each level from the organization's root to the account. Empty if the account is in no organization. */
  serviceControlPolicies: ServiceControlPolicy[][];
  /** The requested last-accessed reports, by job ID. */
  lastAccessedJobs: Map<string, LastAccessedJob>;
}

/** The S3 Block Public Access settings that are on. */
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
  /** The text of the key policy, with the unique IDs of users and roles instead of their ARNs. */
  policy: string;
  description?: string;
  /** The aliases of the key, such as `alias/orders`. */
  aliases?: string[];
  /** The state in which nobody can use the key; absent for an enabled key. */
  unusable?: 'Disabled' | 'PendingDeletion';
  /** Set for an AWS managed key, whose policy lets nobody change it. */
  isAwsManaged?: true;
  grants?: KmsGrant[];
}

/** A KMS grant, which lets a principal use a key in addition to the key policy ("Grants in AWS KMS", AWS KMS Developer Guide). */
export interface KmsGrant {
  id: string;
  token: string;
  name?: string;
  createdAt: Date;
  /** The ARN of a role or user, or of an account's root. */
  granteePrincipal: string;
  retiringPrincipal?: string;
  /** The granted operations without the `kms:` prefix, such as `Decrypt`. */
  operations: string[];
  /** The encryption context that a call must have (`contextEquals`) or contain (`contextSubset`). */
  contextEquals?: Record<string, string>;
  contextSubset?: Record<string, string>;
  /** The ARN of the resource on behalf of which a service must call. */
  sourceArn?: string;
  /** The ARN of the root of the account that created the grant. */
  issuingAccount: string;
}

export interface ServiceControlPolicy {
  name: string;
  /** The policy document as JSON text. */
  document: string;
}

export interface LastAccessedJob {
  id: string;
  /** The user or role that the report is about. */
  arn: string;
  /** The ARN of the principal that requested the report. Only this principal can read it. */
  startedBy: string;
  granularity: 'SERVICE_LEVEL' | 'ACTION_LEVEL';
  createdAt: Date;
}

export interface Tag {
  key: string;
  value: string;
}

/** The common fields of a user and a group, which both have policies of their own. */
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
  /** The names of the user's groups. */
  groups?: string[];
  tags?: Tag[];
}

export type IamGroup = PolicyHolder;

export interface IamRole {
  arn: string;
  /** The unique ID, which starts with `AROA`. A role that is deleted and created again gets a new ID. */
  id: string;
  name: string;
  path: string;
  description?: string;
  createdAt: Date;
  /** The trust policy exactly as it was sent: clients get the same text back. */
  trustPolicy: string;
  maxSessionDurationSeconds: number;
  permissionsBoundaryArn?: string;
  attachedPolicyArns: string[];
  /** The texts of the inline policies, by policy name. */
  inlinePolicies: Map<string, string>;
  tags: Tag[];
  lastUsed?: { at: Date; region: string };
  /** Whether pods use the role all the time. IAM then reports a later last use each time it is asked. */
  isInUse?: boolean;
  /** The number of further token exchanges for this role that fail because STS cannot reach the issuer's keys. */
  keyOutages?: number;
  /** When sessions last called each service, by IAM prefix. Failed calls count too. */
  serviceUse?: Map<string, { at: Date; region: string }>;
  /** When sessions last called each action, by action name, such as `s3:ListAllMyBuckets`. */
  actionUse?: Map<string, { at: Date; region: string }>;
  /** The instance profiles that contain the role. Only exports and self-managed nodes add any. */
  instanceProfiles?: InstanceProfile[];
}

/** An instance profile, which gives a role to an EC2 instance. */
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
  /** The number of the most recently created version, if that version was deleted: version numbers are not reused. */
  lastVersion?: number;
  /** The policy versions, newest first. `document` is the text that was sent. */
  versions: { id: string; document: string; createdAt: Date }[];
  tags: Tag[];
}

export interface OidcProvider {
  arn: string;
  /** The issuer URL without `https://`. */
  url: string;
  clientIds: string[];
  /** SHA-1 thumbprints in lower case. AWS trusts the certificates of most issuers itself and then ignores these thumbprints. */
  thumbprints: string[];
  /** The ARNs of the roles for which STS checks the thumbprints anyway. */
  thumbprintChecks?: Set<string>;
  createdAt: Date;
  tags: Tag[];
}
