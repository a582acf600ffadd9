import type { IndirectAccess } from '../model/types';
import type { ClusterFacts, RbacGrant } from '../model/inventory';
import { valueOf } from '../model/observation';
import { accessEntryEscalationGrants } from './accessEntries';
import { asServiceAccount, subjectName } from './subjects';
import { isSystemSubject } from './systemSubjects';
import { reachedBy, ESCALATION_METHODS } from './escalationMethods';

/** One right by which a subject can become ServiceAccounts. */
export interface EscalationGrant {
  /** Such as `Group developers`. */
  subject: string;
  how: IndirectAccess['how'];
  /** What gives it. */
  through: string;
  /** Absent for all. */
  namespaces?: string[];
  /** Names of the ServiceAccounts in these; absent for all. */
  serviceAccounts?: string[];
  /** ARN of the IAM principal, for a right by access entry. */
  principal?: string;
}

function escalationGrantsOf(
  grant: RbacGrant,
  own: string[],
): EscalationGrant[] {
  const subjects = grant.subjects
    .map(asServiceAccount)
    .filter(subject => !isSystemSubject(subject, own))
    .map(subjectName);
  if (subjects.length === 0) return [];
  return ESCALATION_METHODS.filter(
    ({ clusterWide }) => !clusterWide || grant.namespace === undefined,
  ).flatMap(way =>
    grant.rules.flatMap(rule => {
      const reached = reachedBy(way, rule);
      if (!reached) return [];
      const { serviceAccounts, limitedTo } = reached;
      const power = {
        how: way.how,
        through: limitedTo
          ? `${grant.binding} (only ${limitedTo.join(', ')})`
          : grant.binding,
        ...(grant.namespace !== undefined && {
          namespaces: [grant.namespace],
        }),
        ...(serviceAccounts && { serviceAccounts }),
      };
      return subjects.map(subject => ({ subject, ...power }));
    }),
  );
}

/**
 * Every right by which somebody can become ServiceAccounts of a cluster, or of one of its namespaces. What was not read gives none.
 */
export function findEscalationGrants(
  cluster: ClusterFacts,
  namespace?: string,
): EscalationGrant[] {
  const { ownServiceAccounts = [], rbac, accessEntries } = cluster;
  // Most bindings are of one namespace, and a cluster has thousands.
  const grants = (valueOf(rbac) ?? []).filter(
    grant =>
      namespace === undefined ||
      grant.namespace === undefined ||
      grant.namespace === namespace,
  );
  return [
    ...grants.flatMap(grant => escalationGrantsOf(grant, ownServiceAccounts)),
    ...accessEntryEscalationGrants(valueOf(accessEntries) ?? []),
  ];
}
