import { accountNodeId, indirectPaths } from './indirectPaths';
import { reachedServices } from './reachedServices';
import {
  KINDS,
  type AccessGraphInput,
  type Graph,
  type GraphEdge,
  type GraphNode,
} from './types';

const roleNodeId = (id: string) => `role ${id}`;

/** The workloads that run, each with the edge to its ServiceAccount. */
function workloadsOf({ workloads, serviceAccounts }: AccessGraphInput): Graph {
  const known = new Set(serviceAccounts.map(({ id }) => id));
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];
  for (const { id, name, cluster, pods, serviceAccountId } of workloads) {
    if (serviceAccountId === null || !known.has(serviceAccountId)) continue;
    const node = `workload ${id}`;
    nodes.push({
      ...{ id: node, kind: 'workload', name, members: 1, place: cluster, pods },
      objectId: id,
    });
    edges.push({ from: node, to: accountNodeId(serviceAccountId) });
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

function rolesOf({ roles }: AccessGraphInput): Graph {
  const services = new Map<string, GraphNode>();
  const edges: GraphEdge[] = [];
  for (const role of roles) {
    for (const node of reachedServices(role)) {
      services.set(node.id, node);
      edges.push({ from: roleNodeId(role.id), to: node.id });
    }
  }
  const nodes = roles.map(({ id, name, accountId }) => ({
    id: roleNodeId(id),
    kind: 'role' as const,
    name,
    members: 1,
    place: accountId,
    objectId: id,
  }));
  return { nodes: [...nodes, ...services.values()], edges };
}

/** Every node by itself, none twice, and every edge once. */
export function buildGraph(input: AccessGraphInput): Graph {
  const parts = [indirectPaths, workloadsOf, accountsOf, rolesOf].map(part =>
    part(input),
  );
  return {
    nodes: parts
      .flatMap(({ nodes }) => nodes)
      .sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind)),
    edges: parts.flatMap(({ edges }) => edges),
  };
}
