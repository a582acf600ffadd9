import type { IndirectAccess } from '../model/types';
import type {
  AccessEntryFacts,
  ClusterFacts,
  RbacGrant,
  RbacSubject,
} from '../model/inventory';
import { valueOf } from '../model/observation';
import { ESCALATION_METHODS, reachedBy } from './escalationMethods';
import { parseSubject } from '../model/serviceAccountRef';
import { matchesGlob } from '../ownership/namespaceRules';

/** Groups that include more than the cluster's own components. */
const EVERYBODY =
  /^system:(authenticated|unauthenticated|serviceaccounts(:.*)?)$/;

/**
 * Whether a subject is a component of the cluster, which would not work without its permissions, or of Backstage. Reports leave these out: users and
 * groups that start with `system:` or `eks:` (except groups that include everyone), ServiceAccounts of `kube-system`, and Backstage's own.
 */
function isSystemSubject(
  { kind, name, namespace }: RbacSubject,
  own: string[] = [],
): boolean {
  return kind === 'ServiceAccount'
    ? namespace === 'kube-system' || own.includes(`${namespace}/${name}`)
    : /^(system|eks):/.test(name) && !EVERYBODY.test(name);
}

/** Returns a readable name of a subject, such as `Group developers` or `ServiceAccount ci/deployer`. */
function subjectName({ kind, name, namespace }: RbacSubject): string {
  return kind === 'ServiceAccount'
    ? `${kind} ${namespace}/${name}`
    : `${kind} ${name}`;
}

/** Converts a user that is named like a ServiceAccount into that ServiceAccount. */
function asServiceAccount(subject: RbacSubject): RbacSubject {
  const named =
    subject.kind === 'User' ? parseSubject(subject.name) : undefined;
  return named ? { kind: 'ServiceAccount', ...named } : subject;
}

/**
 * EKS access policies that allow to run pods or to get into them. The others only allow reading, or are for nodes and EKS itself.
 * Source: "Review access policy permissions", Amazon EKS User Guide.
 */
const STRONG_POLICIES = [
  'AmazonEKSClusterAdminPolicy',
  'AmazonEKSAdminPolicy',
  'AmazonEKSEditPolicy',
];

const nameOf = (arn: string) => arn.split('/').at(-1) ?? arn;

/** Returns the grants of access policies. Permissions through groups come from the bindings of the groups. */
function accessEntryEscalationGrants(
  entries: AccessEntryFacts[],
): EscalationGrant[] {
  return entries
    .filter(
      ({ username }) => !isSystemSubject({ kind: 'User', name: username }),
    )
    .flatMap(({ principalArn, username, policies }) =>
      policies
        .filter(({ arn }) => STRONG_POLICIES.includes(nameOf(arn)))
        .map(({ arn, namespaces }) => ({
          subject: `User ${username}`,
          method: 'access-entry' as const,
          grantedBy: `access policy ${nameOf(arn)} of ${principalArn}`,
          ...(namespaces && !namespaces.includes('*') && { namespaces }),
          principal: principalArn,
        })),
    );
}

/** Returns the ARNs of IAM principals that are a user or in a group through an access entry, by subject name. */
export function principalsBySubject(
  entries: AccessEntryFacts[],
): Map<string, string[]> {
  const principals = new Map<string, string[]>();
  for (const { principalArn, username, groups } of entries) {
    const subjects = [
      `User ${username}`,
      ...groups.map(group => `Group ${group}`),
    ];
    for (const subject of subjects) {
      const known = principals.get(subject);
      if (known) known.push(principalArn);
      else principals.set(subject, [principalArn]);
    }
  }
  return principals;
}

/** A permission through which a subject can use ServiceAccounts. */
export interface EscalationGrant {
  /** The subject, such as `Group developers`. */
  subject: string;
  method: IndirectAccess['method'];
  /** The binding or access policy that grants the permission. */
  grantedBy: string;
  /** The namespaces, which an access policy can name by patterns with `*`; absent for all. */
  namespaces?: string[];
  /** The names of the ServiceAccounts in these namespaces; absent for all. */
  serviceAccounts?: string[];
  /** The ARN of the IAM principal, for a permission through an access entry. */
  principal?: string;
}

/**
 * Whether a grant applies in a namespace.
 * Source of the patterns: "Associate access policies with access entries", Amazon EKS User Guide.
 */
export function appliesIn(
  { namespaces }: Pick<EscalationGrant, 'namespaces'>,
  namespace: string,
): boolean {
  return namespaces?.some(pattern => matchesGlob(pattern, namespace)) ?? true;
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
  ).flatMap(method =>
    grant.rules.flatMap(rule => {
      const reached = reachedBy(method, rule);
      if (!reached) return [];
      const { serviceAccounts, limitedTo } = reached;
      const given = {
        method: method.method,
        grantedBy: limitedTo
          ? `${grant.binding} (only ${limitedTo.join(', ')})`
          : grant.binding,
        ...(grant.namespace !== undefined && {
          namespaces: [grant.namespace],
        }),
        ...(serviceAccounts && { serviceAccounts }),
      };
      return subjects.map(subject => ({ subject, ...given }));
    }),
  );
}

/** Finds every permission through which a subject can use ServiceAccounts of a cluster, or of one of its namespaces. Unread facts give none. */
export function findEscalationGrants(
  cluster: ClusterFacts,
  namespace?: string,
): EscalationGrant[] {
  const { ownServiceAccounts = [], rbac, accessEntries } = cluster;
  // Filters early: most bindings apply to one namespace, and a cluster has thousands.
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
