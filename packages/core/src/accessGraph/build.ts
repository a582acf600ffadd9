import { accountNodeId, indirectPaths } from './indirectPaths';
import { reachedServices } from './reachedServices';
import { roleNodeId, trustPaths } from './trustPaths';
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

/** The role that a chain leads to, with the ID of its node. */
interface AssumedRole {
  role: GraphRole;
  node: string;
}

/** Returns the assumed roles, by ID. A role that also has a node of its own gets a second node: roles can assume each other, and paths have no cycles. */
function assumedOf({
  roles,
  assumedRoles,
  chains,
}: AccessGraphInput): Map<string, AssumedRole> {
  const own = new Set(roles.map(({ id }) => id));
  const targets = new Set(
    chains.filter(({ from }) => own.has(from)).map(({ to }) => to),
  );
  return new Map([
    ...roles
      .filter(({ id }) => targets.has(id))
      .map(
        role =>
          [role.id, { role, node: `assumed ${roleNodeId(role.id)}` }] as const,
      ),
    ...assumedRoles.map(
      role => [role.id, { role, node: roleNodeId(role.id) }] as const,
    ),
  ]);
}

/** Returns the roles, the roles that they can assume, and the services that both can use. */
function rolesOf(input: AccessGraphInput): Graph {
  const { roles, chains } = input;
  const assumed = assumedOf(input);
  const services = new Map<string, GraphNode>();
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];
  const add = (kind: 'role' | 'assumed-role', { role, node }: AssumedRole) => {
    const { id, name, accountId: place } = role;
    nodes.push({ id: node, kind, name, members: 1, place, objectId: id });
    for (const service of reachedServices(role)) {
      services.set(service.id, service);
      edges.push({ from: node, to: service.id });
    }
  };
  for (const role of roles) add('role', { role, node: roleNodeId(role.id) });
  for (const one of assumed.values()) add('assumed-role', one);
  const own = new Set(roles.map(({ id }) => id));
  for (const { from, to } of chains) {
    const target = assumed.get(to);
    if (!own.has(from) || !target) continue;
    edges.push({ from: roleNodeId(from), to: target.node });
  }
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
  ].map(part => part(input));
  return {
    nodes: parts
      .flatMap(({ nodes }) => nodes)
      .sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind)),
    edges: parts.flatMap(({ edges }) => edges),
  };
}
