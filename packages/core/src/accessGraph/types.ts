import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import type {
  AccessGraphNode,
  EffectiveService,
  FleetServiceAccount,
  FleetWorkload,
} from '../model/types';
import type { ClusterFacts } from '../model/inventory';

/** The input for an access graph. */
export interface AccessGraphInput {
  serviceAccounts: Pick<
    FleetServiceAccount,
    'id' | 'cluster' | 'namespace' | 'name' | 'roleId'
  >[];
  workloads: (Pick<
    FleetWorkload,
    'id' | 'cluster' | 'name' | 'pods' | 'serviceAccountId'
  > & {
    /** The IDs of the roles that the workload gets from its nodes. */
    nodeRoleIds?: string[];
  })[];
  roles: GraphRole[];
  /** The other roles that `roles` can assume. */
  assumedRoles: GraphRole[];
  /** Which of `roles` can assume which of all roles. */
  chains: RoleChain[];
  /** The clusters of the ServiceAccounts, as far as they were read. */
  clusters: ClusterFacts[];
}

/** The IDs of a role and of a role that it can assume. */
export interface RoleChain {
  from: string;
  to: string;
}

/** A role with its trust policy and permissions. */
export interface GraphRole {
  id: string;
  arn: string;
  name: string;
  accountId: string;
  /** The trust policy; absent if it could not be read. */
  trust?: PolicyDocument;
  services: EffectiveService[];
}

/** A node, before its paths are counted. */
export type GraphNode = Omit<AccessGraphNode, 'paths'>;

/** An edge between the IDs of two nodes. `from` leads to `to`. */
export interface GraphEdge {
  from: string;
  to: string;
}

/** A graph whose nodes are sorted by kind, in the order of `KINDS`, so that every edge leads from an earlier node to a later one. */
export interface Graph {
  nodes: GraphNode[];
  edges: GraphEdge[];
}

/** The kinds of nodes, in the direction of the edges. */
export const KINDS: readonly GraphNode['kind'][] = [
  'subject',
  'binding',
  'workload',
  'service-account',
  'role',
  'assumed-role',
  'service',
];
