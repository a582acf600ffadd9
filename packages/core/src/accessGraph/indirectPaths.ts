import type { ClusterFacts } from '../model/inventory';
import { valueOf } from '../model/observation';
import {
  findEscalationGrants,
  principalsBySubject,
  type EscalationGrant,
} from '../rbac/escalationGrants';
import { reachesServiceAccount } from '../rbac/indirectAccess';
import { groupedBy } from '../rbac/together';
import type { AccessGraphInput, Graph, GraphEdge, GraphNode } from './types';

/** Returns the node ID of an IAM service account. */
export const accountNodeId = (id: string) => `service-account ${id}`;

type Account = AccessGraphInput['serviceAccounts'][number];

/** Returns the name of the binding or access policy of a grant. An access policy has the same name for all of its principals. */
function bindingName({ grantedBy, principal, namespaces }: EscalationGrant) {
  const policy =
    principal === undefined
      ? grantedBy
      : grantedBy.replace(` of ${principal}`, '');
  return principal === undefined || namespaces === undefined
    ? policy
    : `${policy} in ${namespaces.join(', ')}`;
}

/** A subject, its binding, and the ServiceAccounts that the binding gives access to. */
interface Lead {
  subject: string;
  binding: string;
  methods: EscalationGrant['method'][];
  accounts: string[];
  principals: string[];
}

function leadsOf(facts: ClusterFacts, accounts: Account[]): Lead[] {
  const reached = groupedBy(accounts, ({ namespace }) => namespace).flatMap(
    together => {
      const grants = findEscalationGrants(facts, together[0].namespace);
      return together.flatMap(account =>
        grants
          .filter(grant => reachesServiceAccount(grant, account))
          .map(grant => ({ grant, account, binding: bindingName(grant) })),
      );
    },
  );
  const principals = principalsBySubject(valueOf(facts.accessEntries) ?? []);
  return groupedBy(
    reached,
    ({ grant, binding }) => `${grant.subject} ${binding}`,
  ).map(same => {
    const [{ grant, binding }] = same;
    return {
      subject: grant.subject,
      binding,
      methods: [...new Set(same.map(one => one.grant.method))],
      accounts: [...new Set(same.map(one => one.account.id))],
      principals: principals.get(grant.subject) ?? [],
    };
  });
}

/**
 * Returns the people, groups, and ServiceAccounts that can use the ServiceAccounts through Kubernetes permissions, with the bindings and access
 * policies, as `findIndirectAccess` finds them. A binding that gives its subjects access to different sets of ServiceAccounts has a node for each
 * set.
 */
export function indirectPaths({
  clusters,
  serviceAccounts,
}: AccessGraphInput): Graph {
  const nodes = new Map<string, GraphNode>();
  const edges: GraphEdge[] = [];
  for (const facts of clusters) {
    const place = facts.name;
    const inCluster = serviceAccounts.filter(
      ({ cluster }) => cluster === place,
    );
    for (const lead of leadsOf(facts, inCluster)) {
      const { subject, binding, methods, accounts, principals } = lead;
      const from = `subject ${place} ${subject}`;
      const to = `binding ${place} ${binding} ${accounts.join(' ')}`;
      nodes.set(from, {
        ...{ id: from, kind: 'subject', name: subject, members: 1, place },
        ...(principals.length > 0 && { principals }),
      });
      edges.push({ from, to });
      if (nodes.has(to)) continue;
      nodes.set(to, {
        ...{ id: to, kind: 'binding', name: binding, members: 1, place },
        methods,
      });
      edges.push(...accounts.map(id => ({ from: to, to: accountNodeId(id) })));
    }
  }
  return { nodes: [...nodes.values()], edges };
}
