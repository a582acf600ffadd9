import type { IdentitySource, RemovalStep, Severity } from '../model/types';
import type {
  ClusterFacts,
  NodeGroupFacts,
  RoleFacts,
} from '../model/inventory';

/** A policy of a node role. */
export interface NodeRolePolicy {
  /** The ARN of a managed policy, the name of an inline one. */
  name: string;
  kind: 'managed' | 'inline';
  /** Whether nodes need it. */
  needed: boolean;
  /** What it is for, or which services it opens, as a sentence. */
  about: string;
  /** The worst danger in what it allows by itself, beyond what nodes need; absent when there is none. */
  risk?: Severity;
}

/** What is known of the role of nodes in one cluster. */
export interface NodeRoleAssessment {
  arn: string;
  name: string;
  accountId: string;
  cluster: string;
  nodeGroups: string[];
  policies: NodeRolePolicy[];
  hopLimit: number | null;
  /** Why it was not read; null when it was. */
  hopLimitReason: string | null;
  /** Whether some nodes answer requests without a session token, whatever the hop limit. */
  optionalTokens?: boolean;
  reach: 'all-pods' | 'host-network-only' | 'unknown';
  /** Ids of workloads without a role of their own that may use it. */
  dependantIds: string[];
  plan: RemovalStep[];
}

/** A workload of the cluster, as far as it matters to the role of nodes. */
export interface NodeRoleWorkload {
  id: string;
  namespace: string;
  /** Such as `deployment/orders`. */
  name: string;
  identitySource: IdentitySource;
  hostNetwork: boolean;
  /** Whether its ServiceAccount has a role, which its pods would get if they were started again. */
  hasRole: boolean;
  /** Whether it runs on nodes that have the role, or on nodes that are not known. */
  onThisRole: boolean;
}

/** What a node role is assessed from. */
export interface NodeRoleInput {
  cluster: ClusterFacts;
  arn: string;
  /** Absent when its account was not read. */
  role?: RoleFacts;
  /** Those of the cluster that have the role. */
  nodeGroups: NodeGroupFacts[];
  workloads: NodeRoleWorkload[];
}
