import type { ClusterFacts } from '../model/inventory';
import { findEscalationGrants, type EscalationGrant } from './escalationGrants';
import { reachesServiceAccount } from './indirectAccess';
import { distinct } from './together';

interface Ref {
  cluster: string;
  namespace: string;
  name: string;
}

/** Returns the Kubernetes subjects that can use a ServiceAccount, as `findIndirectAccess` finds them; undefined if RBAC was not read. */
export type IndirectSubjects = (ref: Ref) => string[] | undefined;

/** Creates a function for many ServiceAccounts that looks up the grants of each namespace only once. */
export function createIndirectSubjects(
  clusters: ClusterFacts[],
): IndirectSubjects {
  const byName = new Map(clusters.map(facts => [facts.name, facts]));
  const known = new Map<string, EscalationGrant[]>();
  return ref => {
    const facts = byName.get(ref.cluster);
    if (facts?.rbac.state !== 'found') return undefined;
    const key = `${ref.cluster}/${ref.namespace}`;
    const grants = known.get(key) ?? findEscalationGrants(facts, ref.namespace);
    known.set(key, grants);
    return distinct(
      grants
        .filter(grant => reachesServiceAccount(grant, ref))
        .map(({ subject }) => subject),
    );
  };
}
