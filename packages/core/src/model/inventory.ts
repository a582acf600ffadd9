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

/** A role with its policies, from one bulk read of an account. */
export interface RoleFacts {
  role: ObservedRole;
  /** The time of the last use, ISO 8601; absent if the account does not report it. */
  lastUsedAt?: string;
  lastUsedRegion?: string;
  attachedPolicies: Observation<ObservedPolicy>[];
  inlinePolicies: ObservedInlinePolicy[];
  permissionsBoundary: Observation<ObservedPolicy>;
}

/** The policies that are attached to or inline in a user or a group itself. */
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

/** The facts about an account that a scan finds in addition to its rows. */
export interface AccountFacts {
  accountId: string;
  partition: string;
  /** Whether all OIDC providers of EKS issuers were read. Otherwise, those stored are of an earlier scan, and others can exist. */
  oidcProvidersRead: boolean;
  quotas?: { rolesUsed: number; rolesMost: number };
}

/** A node group, or the nodes that EKS runs itself (Auto Mode) or on Fargate. */
export interface NodeGroupFacts {
  name: string;
  kind: 'managed' | 'auto-mode' | 'fargate' | 'self-managed';
  nodeRoleArn: string;
  /** The hop limit of the instance metadata service for requests with a session token. A limit of 1 blocks pods. */
  hopLimit: Observation<number>;
  /** Whether the metadata service also answers requests without a session token (IMDSv1), which the hop limit does not block. */
  optionalTokens?: boolean;
}

/** A subject of Kubernetes RBAC. */
export interface RbacSubject {
  kind: 'User' | 'Group' | 'ServiceAccount';
  name: string;
  /** The namespace of a ServiceAccount; absent for other kinds. */
  namespace?: string;
}

/** The rules that an RBAC binding grants to its subjects, in one namespace or in all. */
export interface RbacGrant {
  /** The kind and name of the binding, such as `ClusterRoleBinding admins` or `RoleBinding shop/deployers`. */
  binding: string;
  /** The namespace of the grant; absent for all namespaces. */
  namespace?: string;
  subjects: RbacSubject[];
  rules: {
    apiGroups: string[];
    resources: string[];
    verbs: string[];
    resourceNames: string[];
  }[];
}

/** An EKS access entry: the Kubernetes user that an IAM principal maps to. */
export interface AccessEntryFacts {
  principalArn: string;
  /** `STANDARD`, or the type of nodes that the entry is for, such as `EC2_LINUX` or `FARGATE_LINUX`. */
  type: string;
  username: string;
  groups: string[];
  /** EKS access policies (`arn:aws:eks::aws:cluster-access-policy/…`), with the namespaces that they are limited to. */
  policies: { arn: string; namespaces?: string[] }[];
}

/** The facts about a cluster that checks and findings need, in addition to the objects in its namespaces. */
export interface ClusterFacts {
  name: string;
  cluster: Observation<ObservedCluster>;
  webhook: Observation<ObservedWebhook>;
  podIdentityAgent: Observation<ObservedAgent>;
  nodeGroups: Observation<NodeGroupFacts[]>;
  /** Why `nodeGroups` possibly lacks the roles of some nodes. */
  unnamedNodes?: string;
  rbac: Observation<RbacGrant[]>;
  accessEntries: Observation<AccessEntryFacts[]>;
  /** The ServiceAccounts that this product itself authenticates as, as `namespace/name`. */
  ownServiceAccounts?: string[];
}

/** Pods of one controller that run as one ServiceAccount. */
export interface WorkloadFacts {
  cluster: string;
  namespace: string;
  /** The workload in kubectl's notation, such as `deployment/orders`, or `pod/<name>` for a standalone pod. */
  name: string;
  serviceAccount: string;
  /** The pods that have not ended. */
  pods: ObservedPod[];
  /** The nodes of the pods that are already scheduled. */
  nodeNames: string[];
}
