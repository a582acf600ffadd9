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

/** Groups that stand for more than the cluster's own components. */
const EVERYBODY =
  /^system:(authenticated|unauthenticated|serviceaccounts(:.*)?)$/;

/**
 * Whether a subject is a part of the cluster itself, without whose permissions it would not work, or of this product. These are left out of what is told:
 * users and groups that begin with `system:` or `eks:`, but for those that stand for everybody; ServiceAccounts of `kube-system`; our own.
 */
function isSystemSubject(
  { kind, name, namespace }: RbacSubject,
  own: string[] = [],
): boolean {
  return kind === 'ServiceAccount'
    ? namespace === 'kube-system' || own.includes(`${namespace}/${name}`)
    : /^(system|eks):/.test(name) && !EVERYBODY.test(name);
}

/** A subject as people find it, such as `Group developers` or `ServiceAccount ci/deployer`. */
function subjectName({ kind, name, namespace }: RbacSubject): string {
  return kind === 'ServiceAccount'
    ? `${kind} ${namespace}/${name}`
    : `${kind} ${name}`;
}

/** A ServiceAccount that is named as a user is one all the same. */
function asServiceAccount(subject: RbacSubject): RbacSubject {
  const named =
    subject.kind === 'User' ? parseSubject(subject.name) : undefined;
  return named ? { kind: 'ServiceAccount', ...named } : subject;
}

/**
 * Access policies of EKS that let one run pods or get into them. The others only let read, or are of nodes and of EKS itself.
 * Source: "Review access policy permissions", Amazon EKS User Guide.
 */
const STRONG_POLICIES = [
  'AmazonEKSClusterAdminPolicy',
  'AmazonEKSAdminPolicy',
  'AmazonEKSEditPolicy',
];

const nameOf = (arn: string) => arn.split('/').at(-1) ?? arn;

/** The permissions that access policies give. Those by groups come with the bindings of these. */
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
          ...(namespaces && { namespaces }),
          principal: principalArn,
        })),
    );
}

/** The IAM principals that are a user, or in a group, by an access entry: ARNs by the name of the subject. */
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

/** One right by which a subject can become ServiceAccounts. */
export interface EscalationGrant {
  /** Such as `Group developers`. */
  subject: string;
  method: IndirectAccess['method'];
  /** What gives it. */
  grantedBy: string;
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
