import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import type { Risk } from './types';

/** How the backend reaches the API of a cluster. */
export type ClusterAccess =
  | EksAccess
  | { type: 'in-cluster' }
  | ServiceAccountTokenAccess
  | KubeconfigAccess;

/** A token presigned by the backend's AWS identity; endpoint and CA come from `eks:DescribeCluster` unless given. */
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

/** How the backend requests ServiceAccount tokens: an identity of its own, never the one of `access`. */
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
  /** The system's own authorities when absent. */
  ca?: CertificateAuthority;
  token: string;
}

/** PEM in a file, or PEM encoded as base64. */
export type CertificateAuthority = { file: string } | { data: string };

/** One entry of `irsa.clusters`. */
export interface ClusterConfig {
  /** The name people use; unique. */
  name: string;
  /** The name in EKS. */
  eksName: string;
  accountId: string;
  region: string;
  access: ClusterAccess;
  /** The identity that requests ServiceAccount tokens. Without it no live proof is made. */
  tokenRequestAccess?: TokenRequestAccess;
  /** The HTTP proxy on the way to the cluster's API, with its credentials. */
  proxyUrl?: string;
  /** The namespaces that are Backstage's own, which are no one's to use. */
  ownNamespaces?: string[];
  /** The ServiceAccounts whose tokens Backstage itself uses, as `namespace/name`. */
  ownServiceAccounts?: string[];
}

/** One entry of `irsa.namespaceRules`: these owners may use these namespaces. */
export interface NamespaceRule {
  /** Full entity references in lower case. */
  owners: string[];
  /** Names with `*` for any text. */
  clusters: string[];
  /** Names with `*` for any text. */
  namespaces: string[];
  /** Only clusters of these accounts; all when absent. */
  accounts?: string[];
  /** ARNs with `*` and `?` of the AWS resources that these owners may use; none when absent. `{owner}` stands for the owner's name. */
  resources?: string[];
}

/** Whole seconds, both ends included. */
export interface SecondsRange {
  min: number;
  max: number;
}

/** A tag that every role has. */
export interface RequiredTag {
  key: string;
  /** Any when absent. */
  values?: string[];
}

/** How the names of roles begin. */
export interface NamePrefix {
  prefix: string;
  /** Only in these accounts; in all when absent. */
  accounts?: string[];
  /** Only for these owners, full references in lower case; for all when absent. */
  owners?: string[];
}

/** What can be asked for beside grants, where it is switched on. */
export const ALLOWANCES = [
  'inline-documents',
  'managed-policies',
  'adoption',
  'cross-account-roles',
  'no-boundary',
  'annotate-existing',
] as const;

export type Allowance = (typeof ALLOWANCES)[number];

/** Guardrails that only restrict: each refuses requests that pass without it. */
export interface GuardrailLimits {
  /** Actions, with `*` and `?`: the default list without its exceptions, and those of the section. */
  deniedActions: string[];
  /** IAM prefixes of services, or `*` for all. */
  deniedWildcards: { services: string[]; resources: string[] };
  maximumPermissions?: PolicyDocument;
  requiredTags: RequiredTag[];
  namePrefixes: NamePrefix[];
  tokenExpirationSeconds?: SecondsRange;
  maxSessionDurationSeconds?: SecondsRange;
  /** ARNs with `*`; any may be attached when absent. */
  managedPolicyArns?: string[];
}

/** The `irsa.guardrails` section: limits for the requests of all callers. */
export interface Guardrails extends GuardrailLimits {
  allow: Allowance[];
  /** Policy ARN by account. */
  permissionsBoundaries: Record<string, string>;
  /** Of tokens. */
  audiences: string[];
  /** ARNs with `*` of the roles that services may assume with their own; none when absent. */
  assumableRoles?: string[];
  /** Names with `*`; ServiceAccounts as `cluster/namespace/name`. */
  reserved: {
    namespaces: string[];
    serviceAccounts: string[];
    roles: string[];
    tagKeys: string[];
  };
  /** Limits that refuse nothing yet: what breaks them is told. */
  reportOnly?: GuardrailLimits;
}

/** How the backend may bring changes about. `observe`: not at all. `pull-request`: by files alone. `write`: also by writes of its own. */
export const WRITE_MODES = ['observe', 'pull-request', 'write'] as const;

export type WriteMode = (typeof WRITE_MODES)[number];

/** What may be written, and why nothing may for a while. */
export interface AccountWriting {
  mode: WriteMode;
  freeze?: { reason: string };
}

/** `irsa.mode`, `irsa.freeze` and `irsa.accounts`. */
export interface WritingConfig extends AccountWriting {
  /** What differs, by account ID. */
  accounts: Record<string, Partial<AccountWriting>>;
}

/** One entry of `irsa.approvals`: which plans that give access wait for somebody's decision. */
export interface ApprovalRule {
  /** Unique. */
  name: string;
  /** Names with `*`; all when absent. */
  clusters?: string[];
  /** Only plans that write in one of these accounts; all when absent. */
  accounts?: string[];
  /** `service:access` with `*`. Without it and without `minimumRisk` every plan that gives access. */
  grants?: string[];
  /** Plans that bring a risk of this severity or a higher one. */
  minimumRisk?: Risk['severity'];
  /** Groups whose members decide; full references in lower case. */
  approvers: string[];
  /** The gate that decides in their place. */
  gate?: string;
}

/** What of the configuration decides whether a request may be made. */
export interface RulesConfig {
  rolePath: string;
  clusters: ClusterConfig[];
  createNamespaces: boolean;
  createOidcProviders: boolean;
  namespaceRules: NamespaceRule[];
  guardrails: Guardrails;
  /** Names of the roles that the backend itself assumes. */
  ownRoles?: string[];
  /** The AWS accounts that the configuration names: no other is ever asked about. */
  accounts?: string[];
  /** Everything may be written when absent. */
  writing?: WritingConfig;
}
