import type { IndirectAccess } from '../model/types';
import type { ClusterFacts } from '../model/inventory';
import { valueOf } from '../model/observation';
import {
  findEscalationGrants,
  principalsBySubject,
  type EscalationGrant,
} from './escalationGrants';
import { distinct, groupedBy, namespacesOf, principalsOf } from './together';

/**
 * Who else can become a ServiceAccount, by the permissions of Kubernetes: one entry for each subject and way, with everything that gives it. Parts of the
 * cluster itself and of this product are left out. Namespaced permissions tell the namespace; what was not read is not told.
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

/** Whether a grant lets its subject become a ServiceAccount, which is another one than itself. */
export function reachesServiceAccount(
  { subject, namespaces, serviceAccounts }: EscalationGrant,
  { namespace, name }: { namespace: string; name: string },
): boolean {
  return (
    subject !== `ServiceAccount ${namespace}/${name}` &&
    (namespaces?.includes(namespace) ?? true) &&
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
