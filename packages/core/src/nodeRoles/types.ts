import type { RemovalStep, Severity } from '../model/types';

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
