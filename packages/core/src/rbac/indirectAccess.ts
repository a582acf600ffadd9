import type { IndirectAccess } from '../model/types';
import type { ClusterFacts } from '../model/inventory';
import { valueOf } from '../model/observation';
import {
  appliesIn,
  findEscalationGrants,
  principalsBySubject,
  type EscalationGrant,
} from './escalationGrants';
import { distinct, groupedBy, namespacesOf, principalsOf } from './together';

/**
 * Finds who else can use a ServiceAccount through Kubernetes permissions: one entry per subject and method, with all grants. Leaves out components of
 * the cluster and of Backstage. Namespaced permissions include the namespace. Unread facts give no entries.
 */
export function findIndirectAccess(
  cluster: ClusterFacts,
  ref: { namespace: string; name: string },
): IndirectAccess[] {
  const escalationGrants = findEscalationGrants(cluster, ref.namespace).filter(
    grant => reachesServiceAccount(grant, ref),
  );
  const principals = principalsBySubject(valueOf(cluster.accessEntries) ?? []);
  return groupedBy(
    escalationGrants,
    ({ subject, method }) => `${method} ${subject}`,
  ).map(same => toIndirectAccess(cluster.name, same, principals));
}

/** Whether a grant lets its subject use the ServiceAccount. False if the subject is that ServiceAccount itself. */
export function reachesServiceAccount(
  grant: EscalationGrant,
  { namespace, name }: { namespace: string; name: string },
): boolean {
  const { subject, serviceAccounts } = grant;
  return (
    subject !== `ServiceAccount ${namespace}/${name}` &&
    appliesIn(grant, namespace) &&
    (serviceAccounts?.includes(name) ?? true)
  );
}

function toIndirectAccess(
  cluster: string,
  escalationGrants: EscalationGrant[],
  bySubject: Map<string, string[]>,
): IndirectAccess {
  const [{ subject, method }] = escalationGrants;
  const namespaces = namespacesOf(escalationGrants);
  const principals = principalsOf(escalationGrants, bySubject);
  return {
    cluster,
    subject,
    method,
    grantedBy: distinct(
      escalationGrants.map(({ grantedBy }) => grantedBy),
    ).join(', '),
    ...(namespaces && { namespaces }),
    ...(principals.length > 0 && { principals }),
  };
}
