import type { IndirectAccess } from '../model/types';
import type {
  AccessEntryFacts,
  ClusterFacts,
  RbacGrant,
  RbacSubject,
} from '../model/inventory';
import { valueOf } from '../model/observation';
import {
  ESCALATION_METHODS,
  reachedBy,
  type EscalationMethod,
} from './escalationMethods';
import { parseSubject } from '../model/serviceAccountRef';
import { matchesGlob } from '../ownership/namespaceRules';

/** Subjects that include more than the cluster's own components. `system:anonymous` is the user of every request without credentials. */
const EVERYBODY =
  /^system:(anonymous|authenticated|unauthenticated|serviceaccounts(:.*)?)$/;

/** The built-in group of administrators. Only the ConfigMap `aws-auth` can put IAM principals into it; an access entry cannot. */
export const MASTERS = 'system:masters';

/** The facts about a cluster that decide which subjects and permissions count. */
interface Around {
  /** The ServiceAccounts of Backstage. */
  own: string[];
  /** Whether the ConfigMap `aws-auth` possibly maps IAM principals: access entries were not read, or are not the only mapping. */
  mayUseAwsAuth: boolean;
}

/**
 * Whether a subject is a component of the cluster, which would not work without its permissions, or of Backstage. Reports leave these out: users and
 * groups that start with `system:` or `eks:` (except those that include everyone or people of `aws-auth`), ServiceAccounts of `kube-system`, and
 * Backstage's own.
 */
function isSystemSubject(
  { kind, name, namespace }: RbacSubject,
  { own, mayUseAwsAuth }: Around,
): boolean {
  if (kind === 'ServiceAccount') {
    return namespace === 'kube-system' || own.includes(`${namespace}/${name}`);
  }
  const isPeople = EVERYBODY.test(name) || (mayUseAwsAuth && name === MASTERS);
  return /^(system|eks):/.test(name) && !isPeople;
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
  around: Around,
): EscalationGrant[] {
  return entries
    .filter(
      ({ username }) =>
        !isSystemSubject({ kind: 'User', name: username }, around),
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

/** Whether a permission counts in the scope of its binding. */
function counts(
  { clusterWide, onlyIn, byAwsAuth }: EscalationMethod,
  { namespace }: RbacGrant,
  { mayUseAwsAuth }: Around,
): boolean {
  if (byAwsAuth && !mayUseAwsAuth) return false;
  if (namespace === undefined) return true;
  return !clusterWide && (onlyIn ?? namespace) === namespace;
}

function escalationGrantsOf(
  grant: RbacGrant,
  around: Around,
): EscalationGrant[] {
  const subjects = grant.subjects
    .map(asServiceAccount)
    .filter(subject => !isSystemSubject(subject, around))
    .map(subjectName);
  if (subjects.length === 0) return [];
  return ESCALATION_METHODS.filter(method =>
    counts(method, grant, around),
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
        ...(grant.namespace !== undefined &&
          method.onlyIn === undefined && { namespaces: [grant.namespace] }),
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
  const { ownServiceAccounts: own = [], rbac, accessEntries } = cluster;
  const around = { own, mayUseAwsAuth: accessEntries.state !== 'found' };
  const scopes = [
    undefined,
    namespace,
    ...ESCALATION_METHODS.map(({ onlyIn }) => onlyIn),
  ];
  return [
    ...(valueOf(rbac) ?? [])
      // Filters early: most bindings apply to one namespace, and a cluster has thousands.
      .filter(
        grant => namespace === undefined || scopes.includes(grant.namespace),
      )
      .flatMap(grant => escalationGrantsOf(grant, around))
      .filter(grant => namespace === undefined || appliesIn(grant, namespace)),
    ...accessEntryEscalationGrants(valueOf(accessEntries) ?? [], around),
  ];
}
