import type { CutOff, Delivery, Grant, Mechanism } from './types';
import type { ServiceAccountRef } from './serviceAccountRef';
import type { ObservedAgent, ObservedNodeRole } from './observedAgent';
import type { ObservedPod } from './pods';
import type { ClusterConfig } from './config';
import type { Observation } from './observation';
import type { ObservedDocument } from './observedDocument';
import type { ObservedBucket, ObservedResource } from './resources';
import type { AccountOrganization } from '../organization';

/** A ServiceAccount that is made and changed elsewhere: the role that it is to name. */
export interface ExistingServiceAccount {
  /** Of the role. */
  accountId: string;
  roleName: string;
}

export * from './observedAgent';
export * from './observedDocument';
export * from './resources';
export * from './pods';

/** A cluster as `eks:DescribeCluster` tells it. */
export interface ObservedCluster {
  arn: string;
  accountId: string;
  region: string;
  partition: string;
  /** With `https://`. */
  issuer: string;
  endpoint: string;
  /** PEM in base64. */
  caData: string;
  /** The certificates in `caData`; absent when it holds none, or one that is malformed. */
  caCertificates?: ObservedCertificate[];
  version: string;
  /** Whether EKS runs the nodes itself (Auto Mode), with what gives pods their Pod Identity credentials built in. */
  autoMode: boolean;
  /** Of those nodes. */
  autoModeNodeRoleArn?: string;
  /** The VPC of its nodes; absent where EKS names none. */
  vpcId?: string;
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
  /** Begins with `AROA`. */
  id: string;
  name: string;
  path: string;
  trust: ObservedDocument;
  permissionsBoundaryArn?: string;
  maxSessionDurationSeconds: number;
  /** ISO 8601. */
  createdAt: string;
  /** ISO 8601; absent when AWS saw no use in its tracking period. */
  lastUsedAt?: string;
  /** Where that was, such as `eu-west-1`. */
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
  /** When the default version was made; ISO 8601. */
  changedAt?: string;
  tags: Record<string, string>;
}

/** A managed policy with the ids of all its versions, oldest first; they are not read where nothing is to be changed. */
export interface ObservedPlannedPolicy extends ObservedPolicy {
  versionIds: string[];
}

/** An inline policy of the role. */
export interface ObservedInlinePolicy {
  name: string;
  document: ObservedDocument;
}

/** What IAM allows in an account, and how much of it is used. */
export interface ObservedQuotas {
  roles: { used: number; most: number };
  policies: { used: number; most: number };
  attachedPolicies: number;
  /** Of a managed policy, in characters. */
  policySize: number;
  /** Of a role's inline policies together, in characters. */
  inlinePolicySize: number;
  /** In characters. */
  trustPolicySize: number;
}

/** A Kubernetes ServiceAccount. */
export interface ObservedServiceAccount {
  uid: string;
  annotations: Record<string, string>;
  labels: Record<string, string>;
  createdAt: string;
  /** When each annotation was last written, by key, as `managedFields` dates it. */
  annotatedAt: Record<string, string>;
  /** Those that Backstage alone holds, by server-side apply: it set them, and nobody else has since. */
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
  /** The role that EKS assumes in turn, in whatever account. */
  targetRoleArn?: string;
  /** What EKS sends to the target role, so that its trust policy can tell this association. */
  externalId?: string;
  /** Whether EKS leaves out the session tags that say which pod it is. */
  disableSessionTags: boolean;
  /** The session policy, as text. */
  policy?: string;
  tags?: Record<string, string>;
  /** What owns it, such as an add-on of EKS; only that may change it. */
  ownerArn?: string;
  /** ISO 8601. */
  modifiedAt?: string;
}

/** A role that the role may assume in turn ("role chaining"). */
export interface ObservedAssumedRole {
  arn: string;
  /** Read in its own account. */
  role: Observation<ObservedRole>;
}

/** What the organization makes of one thing that the role's own policies allow. */
export interface ObservedPermit {
  action: string;
  resource: string;
  allowedByOrganizations: boolean;
}

/** What the database remembers of the role of a ServiceAccount that was verified. */
export interface KnownRole {
  roleArn?: string;
  roleId?: string;
}

/** What an observation is made for. */
export interface ObserveOptions {
  /** Also ask AWS what policies of the organization allow. */
  live: boolean;
  known: KnownRole;
  grants: Grant[];
  /** Absent for what was made here, or by nobody that we asked. */
  delivery?: Delivery;
  /** Absent when access is not cut off, as far as the database knows. */
  cutOff?: CutOff;
  /** Absent for a ServiceAccount that Backstage manages, or that nobody asked for. */
  existing?: ExistingServiceAccount;
  /** What the spec asks for; absent where nobody asked. */
  mechanism?: Mechanism;
}

/** A certificate of a bundle. */
export interface ObservedCertificate {
  /** SHA-256. */
  fingerprint: string;
  /** ISO 8601. */
  expiresAt: string;
}

/** A mutating webhook for pods. */
export interface ObservedWebhook {
  /** The name of its configuration. */
  name: string;
  /** The name of the webhook in it. */
  entry: string;
  /** Where it is called, when that is no service of the cluster. */
  url?: string;
  hasCaBundle: boolean;
  /** The versions of AdmissionReview that it is registered for, in the order in which the API server chooses. */
  reviewVersions: string[];
  /** The certificates of the CA bundle; absent when it holds anything else. */
  caCertificates?: ObservedCertificate[];
}

/**
 * Everything that checks and plans know of one ServiceAccount at one time. Parts that the purpose does not need stay `unknown`: plans do
 * not read pods, checks do not read the managed policy of a plan.
 */
export interface Observed {
  ref: ServiceAccountRef;
  config: ClusterConfig;
  /** ISO 8601. */
  at: string;
  /** `pod-identity` when only an association gives the role; an annotation beside it is what was meant. What the spec asks for when nothing gives a role. */
  mechanism: Mechanism;
  /** Of EKS Pod Identity. */
  association: Observation<ObservedAssociation>;
  /** What was there when the ServiceAccount was last verified. */
  known: KnownRole;
  /** What the spec asks for that was applied last; none when it is not ours. */
  grants: Grant[];
  /** What another tool was asked for. */
  delivery?: Delivery;
  /** What the database knows of a cut off. */
  cutOff?: CutOff;
  /** The ServiceAccount is managed elsewhere. */
  existing?: ExistingServiceAccount;
  /** What gives pods their Pod Identity credentials. */
  podIdentityAgent: Observation<ObservedAgent>;
  /** The roles of the cluster's nodes; absent without an association. Not read for plans. */
  nodeRoles?: Observation<ObservedNodeRole[]>;
  cluster: Observation<ObservedCluster>;
  /** Issuers of the other clusters of the configuration, without `https://`. */
  otherIssuers: Observation<string[]>;
  namespace: Observation<ObservedNamespace>;
  serviceAccount: Observation<ObservedServiceAccount>;
  /** In the role's account, for the cluster's issuer. */
  oidcProvider: Observation<ObservedOidcProvider>;
  /** The role that the annotation names, or that the plan is about. */
  role: Observation<ObservedRole>;
  /** What the annotation says instead of the ARN of a role, where no role can be read by it. */
  malformedRoleArn?: string;
  attachedPolicies: Observation<Observation<ObservedPolicy>[]>;
  inlinePolicies: Observation<ObservedInlinePolicy[]>;
  permissionsBoundary: Observation<ObservedPolicy>;
  /** In the role's account. */
  quotas: Observation<ObservedQuotas>;
  /** Those that the role's policies name exactly. */
  buckets: Observation<ObservedBucket[]>;
  /** Those of the grants of the spec that a key may encrypt. Absent where they are not read. */
  resources?: ObservedResource[];
  /** Those that grants, the role's policies or the association name exactly, in whatever account. Not read for plans. */
  assumedRoles?: Observation<ObservedAssumedRole[]>;
  /** Asked of AWS only when a live verification is made; absent when there is nothing to ask about. */
  permits: Observation<ObservedPermit[]>;
  /** What the organization decides, as it was last read, for the accounts of the role that pods get, of those that they assume before and after it, and of what it is asked about. Not read for plans. */
  organizations?: Readonly<Record<string, AccountOrganization>>;
  /** The target role of the association, which pods get in the end. Not read for plans, whose role it is. */
  target?: ObservedRolePolicies;
  /** The role of the cluster's account by which EKS comes to the role that the plan is about. Read for plans only. */
  podRole?: ObservedPodRole;
  /** The managed policy that the plan is about. */
  plannedPolicy: Observation<ObservedPlannedPolicy>;
  /** Managed policies that a spec names, and the boundary that the role is to have, by ARN. Read for plans only. */
  wantedPolicies?: Record<string, Observation<ObservedPolicy>>;
  /** Those that run as the ServiceAccount and have not ended. */
  pods: Observation<ObservedPod[]>;
  /** Pods that are named like the ServiceAccount and run as another; looked for only when none runs as this one. */
  similarPods: Observation<ObservedPod[]>;
  /** The pod identity webhook. */
  webhook: Observation<ObservedWebhook>;
}

/** What of an observation says what the role may do. */
export type ObservedRolePolicies = Pick<
  Observed,
  | 'role'
  | 'malformedRoleArn'
  | 'attachedPolicies'
  | 'inlinePolicies'
  | 'permissionsBoundary'
>;

/** What of an observation a plan needs to know of the pod role. */
export type ObservedPodRole = ObservedRolePolicies & Pick<Observed, 'quotas'>;
