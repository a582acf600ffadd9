import { assumableRoleArns } from '../permissions/assumableRoleArns';
import { accountNodeId, indirectPaths } from './indirectPaths';
import { reachedServices } from './reachedServices';
import { decisionFor, roleNodeId, trustPaths } from './trustPaths';
import {
  KINDS,
  type AccessGraphInput,
  type Graph,
  type GraphEdge,
  type GraphNode,
  type GraphRole,
} from './types';

/** Returns the running workloads, with edges to their ServiceAccounts and to the roles that they get from their nodes. */
function workloadsOf({
  workloads,
  serviceAccounts,
  roles,
}: AccessGraphInput): Graph {
  const accounts = new Set(serviceAccounts.map(({ id }) => id));
  const known = new Set(roles.map(({ id }) => id));
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];
  for (const workload of workloads) {
    const { id, name, cluster, pods, serviceAccountId } = workload;
    const { nodeRoleIds = [] } = workload;
    const targets = [
      ...(serviceAccountId !== null && accounts.has(serviceAccountId)
        ? [accountNodeId(serviceAccountId)]
        : []),
      ...nodeRoleIds.filter(roleId => known.has(roleId)).map(roleNodeId),
    ];
    if (targets.length === 0) continue;
    const node = `workload ${id}`;
    nodes.push({
      ...{ id: node, kind: 'workload', name, members: 1, place: cluster, pods },
      objectId: id,
    });
    edges.push(...targets.map(to => ({ from: node, to })));
  }
  return { nodes, edges };
}

function accountsOf({ serviceAccounts, roles }: AccessGraphInput): Graph {
  const known = new Set(roles.map(({ id }) => id));
  return {
    nodes: serviceAccounts.map(({ id, cluster, namespace, name }) => ({
      id: accountNodeId(id),
      kind: 'service-account',
      name: `${namespace}/${name}`,
      members: 1,
      place: cluster,
      objectId: id,
    })),
    edges: serviceAccounts.flatMap(({ id, roleId }) =>
      roleId !== null && known.has(roleId)
        ? [{ from: accountNodeId(id), to: roleNodeId(roleId) }]
        : [],
    ),
  };
}

/** Whether the trust policy of a role admits another role. Conditions count as met. */
function letsIn({ trust }: GraphRole, arn: string): boolean {
  return trust !== undefined && decisionFor(trust, arn) === 'Allowed';
}

/** Returns edges to the roles that a role's policies allow it to assume and that trust it. */
function chainsOf({ roles, assumedRoles }: AccessGraphInput): Graph {
  const edges = roles.flatMap(role => {
    const named = new Set(assumableRoleArns(role.services));
    return assumedRoles
      .filter(({ arn }) => named.has(arn))
      .filter(other => letsIn(other, role.arn))
      .map(({ id }) => ({ from: roleNodeId(role.id), to: roleNodeId(id) }));
  });
  return { nodes: [], edges };
}

function rolesOf({ roles, assumedRoles }: AccessGraphInput): Graph {
  const services = new Map<string, GraphNode>();
  const edges: GraphEdge[] = [];
  for (const role of [...roles, ...assumedRoles]) {
    for (const node of reachedServices(role)) {
      services.set(node.id, node);
      edges.push({ from: roleNodeId(role.id), to: node.id });
    }
  }
  const nodeOf =
    (kind: 'role' | 'assumed-role') =>
    ({ id, name, accountId: place }: GraphRole): GraphNode => ({
      ...{ id: roleNodeId(id), kind, name, members: 1, place, objectId: id },
    });
  const nodes = [
    ...roles.map(nodeOf('role')),
    ...assumedRoles.map(nodeOf('assumed-role')),
  ];
  return { nodes: [...nodes, ...services.values()], edges };
}

/** Returns the graph with every node and edge once, without groups. */
export function buildGraph(input: AccessGraphInput): Graph {
  const parts = [
    indirectPaths,
    trustPaths,
    workloadsOf,
    accountsOf,
    rolesOf,
    chainsOf,
  ].map(part => part(input));
  return {
    nodes: parts
      .flatMap(({ nodes }) => nodes)
      .sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind)),
    edges: parts.flatMap(({ edges }) => edges),
  };
}
