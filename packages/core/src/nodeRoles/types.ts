import type { Observation } from '../model/observation';
import type { ObservedOidcProvider } from '../model/observed';
import type { IdentitySource, RemovalStep, Severity } from '../model/types';
import type {
  ClusterFacts,
  NodeGroupFacts,
  RoleFacts,
} from '../model/inventory';

/** A policy of a node role. */
export interface NodeRolePolicy {
  /** The ARN of a managed policy or the name of an inline policy. */
  name: string;
  kind: 'managed' | 'inline';
  /** Whether nodes need the policy. */
  needed: boolean;
  /** The purpose of the policy, or the services that it allows, as a sentence. */
  about: string;
  /** The services and resources that an excess policy allows, as an extent of a finding; absent if it could not be read. */
  extent?: string[];
  /** The highest risk in what the policy allows by itself, beyond what nodes need; absent if there is none. */
  risk?: Severity;
}

/** The assessment of a node role in one cluster. */
export interface NodeRoleAssessment {
  arn: string;
  name: string;
  accountId: string;
  cluster: string;
  nodeGroups: string[];
  policies: NodeRolePolicy[];
  /** Why `policies` may lack some: the role or one of its policies was not read. Absent if all were. */
  policiesReason?: string;
  hopLimit: number | null;
  /** The reason why the hop limit was not read; null if it was. */
  hopLimitReason: string | null;
  /** Whether some nodes answer requests without a session token, regardless of the hop limit. */
  optionalTokens?: boolean;
  reach: 'all-pods' | 'host-network-only' | 'unknown';
  /** IDs of workloads without a role of their own that can use the node role. */
  dependentIds: string[];
  plan: RemovalStep[];
}

/** The facts about a workload of the cluster that matter for the node role. */
export interface NodeRoleWorkload {
  id: string;
  namespace: string;
  /** The kind and name, such as `deployment/orders`. */
  name: string;
  identitySource: IdentitySource;
  hostNetwork: boolean;
  /** Whether its ServiceAccount has a role that its pods would get after a restart. */
  hasRole: boolean;
  /** Whether it runs on nodes with this role, or on unknown nodes. */
  onThisRole: boolean;
}

/** The input for the assessment of a node role. */
export interface NodeRoleInput {
  cluster: ClusterFacts;
  arn: string;
  /** The facts about the role. */
  role: Observation<RoleFacts>;
  /** The OIDC provider of the cluster in its own account. */
  oidcProvider: Observation<ObservedOidcProvider>;
  /** The node groups of the cluster that have the role. */
  nodeGroups: NodeGroupFacts[];
  /** The workloads of the cluster. */
  workloads: NodeRoleWorkload[];
}

/** The input of a plan: the assessment without the plan, and the workloads that depend on the role. */
export interface PlanInput extends NodeRoleInput {
  assessment: Omit<NodeRoleAssessment, 'plan'>;
  dependentWorkloads: NodeRoleWorkload[];
}
