import type { AccessEntryFacts } from '../model/inventory';
import type { EscalationGrant } from './escalationGrants';
import { isSystemSubject } from './systemSubjects';

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

/** The rights that access policies give. Those by groups come with the bindings of these. */
export function accessEntryEscalationGrants(
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
          how: 'access-entry' as const,
          through: `access policy ${nameOf(arn)} of ${principalArn}`,
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
