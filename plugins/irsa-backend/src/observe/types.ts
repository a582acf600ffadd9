import type { PolicyDocument, PolicyError } from '@backstage-irsa/iam-policy';
import type {
  Mechanism,
  ServiceAccountRef,
} from '@backstage-irsa/plugin-irsa-common';
import type { ClusterConfig } from '../config/types';
import type { Observation } from './observation';

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
  version: string;
}

/** An IAM OIDC provider. */
export interface ObservedOidcProvider {
  arn: string;
  /** Without `https://`. */
  url: string;
  clientIds: string[];
}

/** A policy document as text, and read; `document` is absent when the text is none. */
export interface ObservedDocument {
  text: string;
  document?: PolicyDocument;
  errors: PolicyError[];
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
  tags: Record<string, string>;
}

/** A managed policy with its default version. */
export interface ObservedPolicy {
  arn: string;
  name: string;
  path: string;
  defaultVersionId: string;
  document: ObservedDocument;
  tags: Record<string, string>;
}

/** A managed policy with the ids of all its versions, oldest first. */
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
}

/** A Kubernetes namespace. */
export interface ObservedNamespace {
  uid: string;
  /** `Active` or `Terminating`. */
  phase: string;
}

/** A container of a pod. */
export interface ObservedContainer {
  name: string;
  /** Variables set by value, with their values; those set from elsewhere with an empty text. */
  env: Record<string, string>;
  /** Volume name by mount path. */
  mounts: Record<string, string>;
}

/** A pod that runs as the ServiceAccount. */
export interface ObservedPod {
  name: string;
  /** What makes such pods, as kubectl names it, such as `deployment/orders`; absent for a pod by itself. */
  workload?: string;
  createdAt: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  containers: ObservedContainer[];
  /** Volumes with a projected ServiceAccount token: audience by volume name. */
  tokenVolumes: Record<string, string>;
}

/** An EKS Pod Identity association of the ServiceAccount. */
export interface ObservedAssociation {
  arn: string;
  id: string;
  roleArn: string;
  /** The role that EKS assumes in turn, in whatever account. */
  targetRoleArn?: string;
  /** Whether EKS leaves out the session tags that say which pod it is. */
  disableSessionTags: boolean;
  /** The session policy, as text. */
  policy?: string;
}

/** An EKS add-on. */
export interface ObservedAddon {
  name: string;
  version: string;
  /** Such as `ACTIVE` or `DEGRADED`. */
  status: string;
}

/** A mutating webhook for pods. */
export interface ObservedWebhook {
  /** The name of its configuration. */
  name: string;
  hasCaBundle: boolean;
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
  /** `pod-identity` when only an association gives the role; an annotation beside it is what was meant. */
  mechanism: Mechanism;
  /** Of EKS Pod Identity. */
  association: Observation<ObservedAssociation>;
  /** What gives pods their Pod Identity credentials. */
  podIdentityAgent: Observation<ObservedAddon>;
  cluster: Observation<ObservedCluster>;
  namespace: Observation<ObservedNamespace>;
  serviceAccount: Observation<ObservedServiceAccount>;
  /** In the role's account, for the cluster's issuer. */
  oidcProvider: Observation<ObservedOidcProvider>;
  /** The role that the annotation names, or that the plan is about. */
  role: Observation<ObservedRole>;
  attachedPolicies: Observation<Observation<ObservedPolicy>[]>;
  inlinePolicies: Observation<ObservedInlinePolicy[]>;
  permissionsBoundary: Observation<ObservedPolicy>;
  /** The managed policy that the plan is about. */
  plannedPolicy: Observation<ObservedPlannedPolicy>;
  /** Managed policies that a spec names, and the boundary that the role is to have, by ARN. Read for plans only. */
  wantedPolicies?: Record<string, Observation<ObservedPolicy>>;
  /** Of the role's account. Read for plans only. */
  quotas?: Observation<ObservedQuotas>;
  pods: Observation<ObservedPod[]>;
  /** The pod identity webhook. */
  webhook: Observation<ObservedWebhook>;
}

/** What of an observation says what the role may do. */
export type ObservedRolePolicies = Pick<
  Observed,
  'role' | 'attachedPolicies' | 'inlinePolicies' | 'permissionsBoundary'
>;
