import type { Observation } from './observation';
import type {
  ObservedAgent,
  ObservedCluster,
  ObservedInlinePolicy,
  ObservedOidcProvider,
  ObservedPod,
  ObservedPolicy,
  ObservedRole,
  ObservedWebhook,
} from './observed';

/** A role with its policies, as one bulk read of an account tells it. */
export interface RoleFacts {
  role: ObservedRole;
  /** Absent when the account does not say. ISO 8601. */
  lastUsedAt?: string;
  lastUsedRegion?: string;
  attachedPolicies: Observation<ObservedPolicy>[];
  inlinePolicies: ObservedInlinePolicy[];
  permissionsBoundary: Observation<ObservedPolicy>;
}

/** The policies that a user or a group has by itself. */
export interface OwnPolicies {
  attachedPolicies: Observation<ObservedPolicy>[];
  inlinePolicies: ObservedInlinePolicy[];
}

/** An IAM user with its policies and those of its groups. */
export interface UserFacts extends OwnPolicies {
  arn: string;
  name: string;
  tags: Record<string, string>;
  permissionsBoundary: Observation<ObservedPolicy>;
  groups: (OwnPolicies & { name: string })[];
}

/** An OIDC provider of an EKS issuer. */
export interface ProviderFacts extends ObservedOidcProvider {
  createdAt?: string;
}

/** What a scan of an account finds beside its rows. */
export interface AccountFacts {
  accountId: string;
  partition: string;
  quotas?: { rolesUsed: number; rolesMost: number };
}

/** A node group, or the nodes that EKS runs itself (Auto Mode) or on Fargate. */
export interface NodeGroupFacts {
  name: string;
  kind: 'managed' | 'auto-mode' | 'fargate' | 'self-managed';
  nodeRoleArn: string;
  /** How far answers of the instance metadata service to requests with a session token reach; 1 keeps pods out. */
  hopLimit: Observation<number>;
  /** Whether the service answers requests without a session token (IMDSv1) too, which the hop limit does not stop. */
  optionalTokens?: boolean;
}

/** A subject of Kubernetes RBAC. */
export interface RbacSubject {
  kind: 'User' | 'Group' | 'ServiceAccount';
  name: string;
  /** Of a ServiceAccount. */
  namespace?: string;
}

/** A rule that a binding gives to its subjects, in one namespace or everywhere. */
export interface RbacGrant {
  /** Such as `ClusterRoleBinding admins` or `RoleBinding shop/deployers`. */
  binding: string;
  /** Absent for all namespaces. */
  namespace?: string;
  subjects: RbacSubject[];
  rules: {
    apiGroups: string[];
    resources: string[];
    verbs: string[];
    resourceNames: string[];
  }[];
}

/** Which Kubernetes user an IAM principal is. */
export interface AccessEntryFacts {
  principalArn: string;
  /** `STANDARD`, or what nodes it is for, such as `EC2_LINUX` or `FARGATE_LINUX`. */
  type: string;
  username: string;
  groups: string[];
  /** Access policies of EKS: `arn:aws:eks::aws:cluster-access-policy/…`, with the namespaces they are limited to. */
  policies: { arn: string; namespaces?: string[] }[];
}

/** What of a cluster checks and findings need, beside what is in its namespaces. */
export interface ClusterFacts {
  name: string;
  cluster: Observation<ObservedCluster>;
  webhook: Observation<ObservedWebhook>;
  podIdentityAgent: Observation<ObservedAgent>;
  nodeGroups: Observation<NodeGroupFacts[]>;
  rbac: Observation<RbacGrant[]>;
  accessEntries: Observation<AccessEntryFacts[]>;
  /** The ServiceAccounts of this product itself, as `namespace/name`, as the configuration tells them. */
  ownServiceAccounts?: string[];
}

/** Pods of one controller that run as one ServiceAccount. */
export interface WorkloadFacts {
  cluster: string;
  namespace: string;
  /** Such as `deployment/orders`; `pod/<name>` for a pod by itself. */
  name: string;
  serviceAccount: string;
  /** Those that have not ended. */
  pods: ObservedPod[];
  /** The nodes that they run on, as far as they were placed. */
  nodeNames: string[];
}
