import type { CutOff, Delivery, Grant, Mechanism } from './types';
import type { ServiceAccountRef } from './serviceAccountRef';
import type { ObservedAgent, ObservedNodeRole } from './observedAgent';
import type { ObservedPod } from './pods';
import type { ClusterConfig } from './config';
import type { Observation } from './observation';
import type { ObservedDocument } from './observedDocument';
import type { ObservedBucket, ObservedResource } from './resources';
import type { AccountOrganization } from '../organization';

/** The role that a ServiceAccount managed outside Backstage must name. */
export interface ExistingServiceAccount {
  /** The account of the role. */
  accountId: string;
  roleName: string;
}

export * from './observedAgent';
export * from './observedDocument';
export * from './resources';
export * from './pods';

/** A cluster, as `eks:DescribeCluster` returns it. */
export interface ObservedCluster {
  arn: string;
  accountId: string;
  region: string;
  partition: string;
  /** With `https://`. */
  issuer: string;
  endpoint: string;
  /** The CA bundle, as PEM in base64. */
  caData: string;
  /** The certificates in `caData`; absent if it contains none, or a malformed one. */
  caCertificates?: ObservedCertificate[];
  version: string;
  /** Whether EKS runs the nodes (Auto Mode), which have the EKS Pod Identity Agent built in. */
  autoMode: boolean;
  /** The role of the Auto Mode nodes. */
  autoModeNodeRoleArn?: string;
  /** The VPC of the cluster's nodes; absent if EKS names none. */
  vpcId?: string;
  /** Set if the ConfigMap `aws-auth`, which is not read, can map IAM principals, alone or beside access entries. */
  usesConfigMap?: true;
}

/** An IAM OIDC provider. */
export interface ObservedOidcProvider {
  arn: string;
  /** Without `https://`. */
  url: string;
  clientIds: string[];
}

/** An IAM role. */
export interface ObservedRole {
  arn: string;
  /** The unique ID of the role, which begins with `AROA`. */
  id: string;
  name: string;
  path: string;
  trust: ObservedDocument;
  permissionsBoundaryArn?: string;
  maxSessionDurationSeconds: number;
  /** ISO 8601. */
  createdAt: string;
  /** ISO 8601; absent if AWS recorded no use in its tracking period. */
  lastUsedAt?: string;
  /** The region of the last use, such as `eu-west-1`. */
  lastUsedRegion?: string;
  tags: Record<string, string>;
}

/** A managed policy with its default version. */
export interface ObservedPolicy {
  arn: string;
  name: string;
  path: string;
  defaultVersionId: string;
  document: ObservedDocument;
  /** The creation time of the default version; ISO 8601. */
  changedAt?: string;
  tags: Record<string, string>;
}

/** A managed policy with the IDs of all its versions, oldest first. Without IDs if it is read only to compute drift, which changes nothing. */
export interface ObservedPlannedPolicy extends ObservedPolicy {
  versionIds: string[];
}

/** An inline policy of the role. */
export interface ObservedInlinePolicy {
  name: string;
  document: ObservedDocument;
}

/** The IAM quotas of an account, and their usage. */
export interface ObservedQuotas {
  roles: { used: number; most: number };
  policies: { used: number; most: number };
  attachedPolicies: number;
  /** The maximum size of a managed policy, in characters. */
  policySize: number;
  /** The maximum total size of a role's inline policies, in characters. */
  inlinePolicySize: number;
  /** The maximum size of a trust policy, in characters. */
  trustPolicySize: number;
}

/** A Kubernetes ServiceAccount. */
export interface ObservedServiceAccount {
  uid: string;
  annotations: Record<string, string>;
  labels: Record<string, string>;
  createdAt: string;
  /** The last write time of each annotation, by annotation key, from `managedFields`. */
  annotatedAt: Record<string, string>;
  /** The keys of the annotations that only Backstage owns: it set them by server-side apply, and nobody else has changed them since. */
  applied: string[];
}

/** A Kubernetes namespace. */
export interface ObservedNamespace {
  uid: string;
  /** `Active` or `Terminating`. */
  phase: string;
}

/** An EKS Pod Identity association of the ServiceAccount. */
export interface ObservedAssociation {
  arn: string;
  id: string;
  roleArn: string;
  /** The role that EKS assumes after `roleArn`. It can be in any account. */
  targetRoleArn?: string;
  /** The external ID that EKS sends to the target role, so that its trust policy can identify this association. */
  externalId?: string;
  /** Whether EKS omits the session tags that identify the pod. */
  disableSessionTags: boolean;
  /** The session policy, as text. */
  policy?: string;
  tags?: Record<string, string>;
  /** The owner of the association, such as an EKS add-on. Only the owner can change the association. */
  ownerArn?: string;
  /** ISO 8601. */
  modifiedAt?: string;
}

/** A role that the observed role can assume ("role chaining"). */
export interface ObservedAssumedRole {
  arn: string;
  /** The assumed role, read in its own account. */
  role: Observation<ObservedRole>;
}

/** The organization's decision about a request that the role's own policies allow. */
export interface ObservedPermit {
  action: string;
  resource: string;
  allowedByOrganizations: boolean;
}

/** The role that the database stores for a verified ServiceAccount. */
export interface KnownRole {
  roleArn?: string;
  roleId?: string;
}

/** The options of an observation. */
export interface ObserveOptions {
  /** Whether to also ask AWS what the organization's policies allow. */
  live: boolean;
  known: KnownRole;
  grants: Grant[];
  /** The delivery by another tool; absent if Backstage created the access itself or no tool was asked. */
  delivery?: Delivery;
  /** Absent if the database has no cut-off of the access. */
  cutOff?: CutOff;
  /** Absent for a ServiceAccount that Backstage manages, or for which no spec exists. */
  existing?: ExistingServiceAccount;
  /** The mechanism of the spec; absent without a spec. */
  mechanism?: Mechanism;
}

/** A certificate of a CA bundle. */
export interface ObservedCertificate {
  /** SHA-256. */
  fingerprint: string;
  /** ISO 8601. */
  expiresAt: string;
}

/** A mutating webhook for pods. */
export interface ObservedWebhook {
  /** The name of the `MutatingWebhookConfiguration`. */
  name: string;
  /** The name of the webhook in the configuration. */
  entry: string;
  /** The URL of the webhook; absent if it is a service of the cluster. */
  url?: string;
  hasCaBundle: boolean;
  /** The AdmissionReview versions that the webhook is registered for, in the API server's order of preference. */
  reviewVersions: string[];
  /** The certificates of the CA bundle; absent if the bundle contains anything else. */
  caCertificates?: ObservedCertificate[];
}

/**
 * Everything that checks and plans know about one ServiceAccount at one time. Parts that the purpose does not need stay `unknown`: for plans, pods
 * are not read; for checks, the managed policy of the plan is not read.
 */
export interface Observed {
  ref: ServiceAccountRef;
  config: ClusterConfig;
  /** ISO 8601. */
  at: string;
  /** `pod-identity` if only an association gives the role, `irsa` if there is an annotation. The spec's mechanism if there is neither. */
  mechanism: Mechanism;
  /** The EKS Pod Identity association. */
  association: Observation<ObservedAssociation>;
  /** The role at the last verification of the ServiceAccount. */
  known: KnownRole;
  /** The grants of the last applied spec; empty if Backstage does not manage the access. */
  grants: Grant[];
  /** The delivery by another tool. */
  delivery?: Delivery;
  /** The cut-off of the access, as the database stores it. */
  cutOff?: CutOff;
  /** Set if the ServiceAccount is managed outside Backstage. */
  existing?: ExistingServiceAccount;
  /** The EKS Pod Identity Agent, which gives pods their credentials. */
  podIdentityAgent: Observation<ObservedAgent>;
  /** The roles of the cluster's nodes; absent without an association. Not read for plans. */
  nodeRoles?: Observation<ObservedNodeRole[]>;
  cluster: Observation<ObservedCluster>;
  /** The issuers of the other configured clusters, without `https://`. */
  otherIssuers: Observation<string[]>;
  namespace: Observation<ObservedNamespace>;
  serviceAccount: Observation<ObservedServiceAccount>;
  /** The OIDC provider in the role's account for the cluster's issuer. */
  oidcProvider: Observation<ObservedOidcProvider>;
  /** The role that the annotation names, or that the plan is about. */
  role: Observation<ObservedRole>;
  /** The value of the role annotation if it is not a readable role ARN. */
  malformedRoleArn?: string;
  attachedPolicies: Observation<Observation<ObservedPolicy>[]>;
  inlinePolicies: Observation<ObservedInlinePolicy[]>;
  permissionsBoundary: Observation<ObservedPolicy>;
  /** The IAM quotas of the role's account. */
  quotas: Observation<ObservedQuotas>;
  /** The buckets that the role's policies name exactly. */
  buckets: Observation<ObservedBucket[]>;
  /** The resources of the spec's grants that a KMS key can encrypt; absent if not read. */
  resources?: ObservedResource[];
  /** The roles in any account that grants, the role's policies, or the association name exactly. Not read for plans. */
  assumedRoles?: Observation<ObservedAssumedRole[]>;
  /** The organization's decisions. Requested from AWS only for a live verification; absent if there is nothing to ask. */
  permits: Observation<ObservedPermit[]>;
  /** The last-read organization policies by account: of the roles that pods get and chain, and of the resources. Not read for plans. */
  organizations?: Readonly<Record<string, AccountOrganization>>;
  /** The target role of the association, whose credentials pods get. Not read for plans, because a plan's `role` is the target role. */
  target?: ObservedRolePolicies;
  /**
   * The role that pods get by the association although the annotation names another one: the target role, if the association names one. The checks are
   * about the role of the annotation, which shows the intent. Not read for plans.
   */
  overriding?: ObservedRolePolicies;
  /** The role in the cluster's account from which EKS assumes the planned role. Read for plans only. */
  podRole?: ObservedPodRole;
  /** The managed policy that the plan is about. */
  plannedPolicy: Observation<ObservedPlannedPolicy>;
  /** The managed policies that a spec names, and its permissions boundary, by ARN. Read for plans only. */
  wantedPolicies?: Record<string, Observation<ObservedPolicy>>;
  /** The pods that run as the ServiceAccount and have not ended. */
  pods: Observation<ObservedPod[]>;
  /** Pods whose names resemble the ServiceAccount's and that run as another. Only read if no pod runs as this ServiceAccount. */
  similarPods: Observation<ObservedPod[]>;
  /** The pod identity webhook. */
  webhook: Observation<ObservedWebhook>;
}

/** The parts of an observation that decide the permissions of the role. */
export type ObservedRolePolicies = Pick<
  Observed,
  | 'role'
  | 'malformedRoleArn'
  | 'attachedPolicies'
  | 'inlinePolicies'
  | 'permissionsBoundary'
>;

/** The parts of an observation of the pod role that a plan needs. */
export type ObservedPodRole = ObservedRolePolicies & Pick<Observed, 'quotas'>;
