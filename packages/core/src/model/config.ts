import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import type { Risk } from './types';

/** How the backend reaches the API of a cluster. */
export type ClusterAccess =
  | EksAccess
  | { type: 'in-cluster' }
  | ServiceAccountTokenAccess
  | KubeconfigAccess;

/** A token presigned by the backend's AWS identity. Endpoint and CA come from `eks:DescribeCluster` unless configured. */
interface EksAccess {
  type: 'eks';
  url?: string;
  ca?: CertificateAuthority;
}

/** A token presigned by another role, which the backend assumes with its credentials of the cluster's account. */
interface EksRoleAccess extends EksAccess {
  roleArn: string;
  externalId?: string;
}

/** The identity with which the backend requests ServiceAccount tokens. It always differs from the identity of `access`. */
export type TokenRequestAccess =
  | EksRoleAccess
  | ServiceAccountTokenAccess
  | KubeconfigAccess;

interface KubeconfigAccess {
  type: 'kubeconfig';
  file: string;
  context?: string;
}

/** A long-lived token of a ServiceAccount. */
interface ServiceAccountTokenAccess {
  type: 'service-account-token';
  url: string;
  /** The CA of the API server. If absent, the system's certificate authorities apply. */
  ca?: CertificateAuthority;
  token: string;
}

/** A PEM file, or PEM data in base64. */
export type CertificateAuthority = { file: string } | { data: string };

/** One entry of `irsa.clusters`. */
export interface ClusterConfig {
  /** The unique name that users see. */
  name: string;
  /** The name of the cluster in EKS. */
  eksName: string;
  accountId: string;
  region: string;
  access: ClusterAccess;
  /** The identity that requests ServiceAccount tokens. Without it, the backend runs no live proof. */
  tokenRequestAccess?: TokenRequestAccess;
  /** The URL of the HTTP proxy for the cluster's API, including its credentials. */
  proxyUrl?: string;
  /** The namespaces of Backstage itself, which no request can use. */
  ownNamespaces?: string[];
  /** The ServiceAccounts whose tokens Backstage itself uses, as `namespace/name`. */
  ownServiceAccounts?: string[];
}

/** One entry of `irsa.namespaceRules`: these owners may use these namespaces. */
export interface NamespaceRule {
  /** The owners, as full entity references in lower case. */
  owners: string[];
  /** Cluster names, with `*` for any text. */
  clusters: string[];
  /** Namespace names, with `*` for any text. */
  namespaces: string[];
  /** The accounts of the clusters; all accounts if absent. */
  accounts?: string[];
  /** ARN patterns with `*` and `?` of the AWS resources that these owners may use; none if absent. `{owner}` stands for the owner's name. */
  resources?: string[];
}

/** A range in whole seconds, including both ends. */
export interface SecondsRange {
  min: number;
  max: number;
}

/** A tag that every role must have. */
export interface RequiredTag {
  key: string;
  /** The allowed values; any value if absent. */
  values?: string[];
}

/** A required prefix of role names. */
export interface NamePrefix {
  prefix: string;
  /** The accounts to which the prefix applies; all accounts if absent. */
  accounts?: string[];
  /** The owners to whom the prefix applies, as full entity references in lower case; all owners if absent. */
  owners?: string[];
}

/** The features beyond grants that a request can use if the configuration allows them. */
export const ALLOWANCES = [
  'inline-documents',
  'managed-policies',
  'adoption',
  'cross-account-roles',
  'no-boundary',
  'annotate-existing',
] as const;

export type Allowance = (typeof ALLOWANCES)[number];

/** Guardrails that only restrict: each refuses requests that would otherwise pass. */
export interface GuardrailLimits {
  /** Action patterns with `*` and `?`: the default list without its exceptions, plus those of the configuration section. */
  deniedActions: string[];
  /** The services (IAM prefixes, or `*` for all) that must not be allowed as a whole, or must not be allowed on every resource. */
  deniedWildcards: { services: string[]; resources: string[] };
  maximumPermissions?: PolicyDocument;
  requiredTags: RequiredTag[];
  namePrefixes: NamePrefix[];
  tokenExpirationSeconds?: SecondsRange;
  maxSessionDurationSeconds?: SecondsRange;
  /** ARN patterns with `*` of the managed policies that may be attached; any policy if absent. */
  managedPolicyArns?: string[];
}

/** The `irsa.guardrails` section: limits on the requests of all callers. */
export interface Guardrails extends GuardrailLimits {
  allow: Allowance[];
  /** The policy ARN of the permissions boundary by account ID. */
  permissionsBoundaries: Record<string, string>;
  /** The allowed audiences of tokens. */
  audiences: string[];
  /** ARN patterns with `*` of the roles that services may assume with their own role; none if absent. */
  assumableRoles?: string[];
  /** Reserved name patterns with `*`. ServiceAccounts have the form `cluster/namespace/name`. */
  reserved: {
    namespaces: string[];
    serviceAccounts: string[];
    roles: string[];
    tagKeys: string[];
  };
  /** Limits in report-only mode: violations are reported, but refuse nothing. */
  reportOnly?: GuardrailLimits;
}

/** How the backend may make changes. `observe`: not at all. `pull-request`: only through files. `write`: also by direct writes. */
export const WRITE_MODES = ['observe', 'pull-request', 'write'] as const;

export type WriteMode = (typeof WRITE_MODES)[number];

/** The write mode of an account, and the reason of a temporary freeze. */
export interface AccountWriting {
  mode: WriteMode;
  freeze?: { reason: string };
}

/** `irsa.mode`, `irsa.freeze` and `irsa.accounts`. */
export interface WritingConfig extends AccountWriting {
  /** The settings that differ from the general ones, by account ID. */
  accounts: Record<string, Partial<AccountWriting>>;
}

/** One entry of `irsa.approvals`: the plans with new access that need an approval. */
export interface ApprovalRule {
  /** The unique name of the rule. */
  name: string;
  /** Cluster name patterns with `*`; all clusters if absent. */
  clusters?: string[];
  /** The accounts: the rule applies to plans that write in one of them; all accounts if absent. */
  accounts?: string[];
  /** Patterns of `service:access` with `*`. Without `grants` and `minimumRisk`, the rule applies to every plan that gives access. */
  grants?: string[];
  /** The lowest severity of a risk that makes the rule apply to a plan. */
  minimumRisk?: Risk['severity'];
  /** The groups whose members decide, as full entity references in lower case. */
  approvers: string[];
  /** The gate that decides instead of the approvers. */
  gate?: string;
}

/** The parts of the configuration that decide whether a request is allowed. */
export interface RulesConfig {
  rolePath: string;
  clusters: ClusterConfig[];
  createNamespaces: boolean;
  createOidcProviders: boolean;
  namespaceRules: NamespaceRule[];
  guardrails: Guardrails;
  /** The names of the roles that the backend itself assumes. */
  ownRoles?: string[];
  /** The AWS accounts that the configuration names. The backend never accesses any other account. */
  accounts?: string[];
  /** The write modes. If absent, all writes are allowed. */
  writing?: WritingConfig;
}
