import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import type {
  AccessGraphNode,
  EffectiveService,
  FleetServiceAccount,
  FleetWorkload,
} from '../model/types';
import type { ClusterFacts } from '../model/inventory';

/** What an access graph is made from. */
export interface AccessGraphInput {
  serviceAccounts: Pick<
    FleetServiceAccount,
    'id' | 'cluster' | 'namespace' | 'name' | 'roleId'
  >[];
  workloads: (Pick<
    FleetWorkload,
    'id' | 'cluster' | 'name' | 'pods' | 'serviceAccountId'
  > & {
    /** The ids of the roles that it gets from its nodes. */
    nodeRoleIds?: string[];
  })[];
  roles: GraphRole[];
  /** Roles that these may assume, by their policies. */
  assumedRoles: GraphRole[];
  /** Those of the ServiceAccounts, as far as they were read. */
  clusters: ClusterFacts[];
}

/** A role, who may assume it, and what it may do. */
export interface GraphRole {
  id: string;
  arn: string;
  name: string;
  accountId: string;
  /** Absent where it could not be read. */
  trust?: PolicyDocument;
  services: EffectiveService[];
}

/** A node before its paths are counted. */
export type GraphNode = Omit<AccessGraphNode, 'paths'>;

/** The ids of two nodes, of which the first leads to the second. */
export interface GraphEdge {
  from: string;
  to: string;
}

/** Nodes by kind, in the order of `KINDS`, so that every edge leads from an earlier node to a later one. */
export interface Graph {
  nodes: GraphNode[];
  edges: GraphEdge[];
}

/** The kinds of nodes in the order in which edges lead. */
export const KINDS: readonly GraphNode['kind'][] = [
  'subject',
  'binding',
  'workload',
  'service-account',
  'role',
  'assumed-role',
  'service',
];
