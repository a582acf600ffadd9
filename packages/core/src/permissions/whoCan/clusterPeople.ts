import type { ClusterFacts } from '../../model/inventory';
import { valueOf } from '../../model/observation';
import { parseArn } from '../../arn/arn';
import {
  findEscalationGrants,
  principalsBySubject,
  type EscalationGrant,
} from '../../rbac/escalationGrants';
import { reachesServiceAccount } from '../../rbac/indirectAccess';
import { permissionSetOf, type AccessPath } from './accessPaths';

/** A ServiceAccount whose pods have the access in question. */
export interface ReachedAccount {
  id: string;
  namespace: string;
  name: string;
  role: AccessPath['role'];
}

interface Reach {
  grant: EscalationGrant;
  accounts: ReachedAccount[];
}

/** Returns the facts about a cluster that were not read, so that people can be missing. */
export function unreadAboutPeople({
  cluster,
  rbac,
  accessEntries,
}: ClusterFacts): string[] {
  return [
    ...(rbac.state === 'found' ? [] : ['Kubernetes RBAC']),
    ...(accessEntries.state === 'found' ? [] : ['EKS access entries']),
    ...(valueOf(cluster)?.usesConfigMap ? ['The ConfigMap aws-auth'] : []),
  ];
}

/** Finds the people of one cluster who can use given ServiceAccounts, one namespace at a time. Looks up the grants of each namespace only once. */
export class ClusterPeople {
  readonly #facts: ClusterFacts;
  readonly #grants = new Map<string, EscalationGrant[]>();
  readonly #principals: Map<string, string[]>;

  constructor(facts: ClusterFacts) {
    this.#facts = facts;
    this.#principals = principalsBySubject(valueOf(facts.accessEntries) ?? []);
  }

  /** The number of RBAC grants of the cluster, as a measure of memory use. */
  get size(): number {
    return (valueOf(this.#facts.rbac) ?? []).length;
  }

  /** The facts about the cluster that were not read, so that people can be missing. */
  get unread(): string[] {
    return unreadAboutPeople(this.#facts);
  }

  /** Adds who can use the ServiceAccounts of a namespace to `reached`, by subject. Paths name only the first ServiceAccount. */
  addNamespace(
    namespace: string,
    accounts: ReachedAccount[],
    reached: Map<string, Reach>,
  ): void {
    for (const grant of this.#grantsIn(namespace)) {
      const some = accounts.filter(account =>
        reachesServiceAccount(grant, account),
      );
      if (some.length === 0) continue;
      const known = reached.get(grant.subject);
      if (known) known.accounts.push(...some);
      else reached.set(grant.subject, { grant, accounts: some });
    }
  }

  /** Returns one path for each principal of an access entry, or for each subject without one. */
  paths(reached: Map<string, Reach>): AccessPath[] {
    return [...reached].flatMap(([subject, { grant, accounts }]) => {
      const [first] = accounts;
      const others = new Set(accounts.map(({ id }) => id)).size - 1;
      const path = {
        kind: 'people' as const,
        via: [
          {
            kind: 'binding' as const,
            name: `${subject}: ${grant.grantedBy}`,
            method: grant.method,
          },
          {
            kind: 'service-account' as const,
            name: `${this.#facts.name}/${first.namespace}/${first.name}`,
            id: first.id,
            ...(others > 0 && { others }),
          },
        ],
        role: first.role,
      };
      const principals =
        grant.principal === undefined
          ? this.#principals.get(subject) ?? []
          : [grant.principal];
      return principals.length === 0
        ? [{ ...path, name: `${subject} of cluster ${this.#facts.name}` }]
        : principals.map(arn => ({ ...path, name: principalName(arn), arn }));
    });
  }

  #grantsIn(namespace: string): EscalationGrant[] {
    const known = this.#grants.get(namespace);
    if (known) return known;
    const grants = findEscalationGrants(this.#facts, namespace).filter(
      ({ subject }) => !subject.startsWith('ServiceAccount '),
    );
    this.#grants.set(namespace, grants);
    return grants;
  }
}

/** Returns a readable name of a principal, such as `Role deployer`. */
function principalName(arn: string): string {
  const permissionSet = permissionSetOf(arn);
  if (permissionSet !== undefined) return `Permission set ${permissionSet}`;
  const parts = parseArn(arn)?.resource.split('/') ?? [arn];
  return `${parts[0] === 'user' ? 'User' : 'Role'} ${parts.at(-1)}`;
}
