import {
  EKS_ANNOTATIONS,
  type Mechanism,
  absent,
  unknown,
  valueOf,
  type Observation,
  type ObservedAssociation,
  type ObservedCluster,
  type ObservedOidcProvider,
  type ObservedPolicy,
  type ObservedRole,
  type ObservedRolePolicies,
  type ObservedServiceAccount,
} from '@backstage-irsa/core/model';
import { oidcProviderArn, parseRoleArn } from '@backstage-irsa/core/arn';
import type { IamReader } from './IamReader';

/** Returns a managed policy by ARN, from a cache or a read. */
export type PolicyOf = (
  arn: string,
) => Observation<ObservedPolicy> | Promise<Observation<ObservedPolicy>>;

/** The name and account of a role. */
export type RoleName = NonNullable<ReturnType<typeof parseRoleArn>>;

/** Returns the role that the annotation names. */
export function annotatedRole(
  serviceAccount: Observation<ObservedServiceAccount>,
): RoleName | undefined {
  const { annotations = {} } = valueOf(serviceAccount) ?? {};
  return parseRoleArn(annotations[EKS_ANNOTATIONS.roleArn] ?? '');
}

/** Returns the role that the association names. */
function associatedRole(
  association: Observation<ObservedAssociation>,
): RoleName | undefined {
  return parseRoleArn(valueOf(association)?.roleArn ?? '');
}

/** Returns the role that pods finally get by the association: its target role, if it has one. */
function targetedRole(
  association: Observation<ObservedAssociation>,
): RoleName | undefined {
  const { targetRoleArn } = valueOf(association) ?? {};
  return targetRoleArn === undefined
    ? associatedRole(association)
    : parseRoleArn(targetRoleArn);
}

/** The roles that a ServiceAccount names. */
export interface NamedRoles {
  /** The role that the annotation names, or else the association. */
  role?: RoleName;
  /** The target role of the association that names `role`. */
  target?: RoleName;
  /** The role that pods get by the association although the annotation names another one. */
  overriding?: RoleName;
}

/** Returns the roles that a ServiceAccount names. */
export function namedRoles(
  serviceAccount: Observation<ObservedServiceAccount>,
  association: Observation<ObservedAssociation>,
): NamedRoles {
  const annotated = annotatedRole(serviceAccount);
  const ofPods = targetedRole(association);
  if (!annotated) {
    const role = associatedRole(association);
    const isChained = valueOf(association)?.targetRoleArn !== undefined;
    return { ...(role && { role }), ...(isChained && { target: ofPods }) };
  }
  const isSame =
    ofPods?.name === annotated.name && ofPods.accountId === annotated.accountId;
  return { role: annotated, ...(ofPods && !isSame && { overriding: ofPods }) };
}

/** Returns the role that new pods get. An association takes precedence over an annotation. */
export function roleOfPods(
  serviceAccount: Observation<ObservedServiceAccount>,
  association: Observation<ObservedAssociation>,
): RoleName | undefined {
  return association.state === 'found'
    ? targetedRole(association)
    : annotatedRole(serviceAccount);
}

/**
 * Returns the mechanism of a ServiceAccount. An annotation shows the intent, even beside an association. If there is neither, or if it is unknown,
 * the spec decides: then a deleted association is reported as missing, not an annotation that nobody requested.
 */
export function mechanismOf(
  serviceAccount: Observation<ObservedServiceAccount>,
  association: Observation<ObservedAssociation>,
  asked: Mechanism = 'irsa',
): Mechanism {
  if (serviceAccount.state === 'unknown') return asked;
  const annotations = valueOf(serviceAccount)?.annotations ?? {};
  if (annotations[EKS_ANNOTATIONS.roleArn] !== undefined) return 'irsa';
  return association.state === 'found' ? 'pod-identity' : asked;
}

/** Reads the policies of a role: three reads in parallel, or two if the role is already known, and then the boundary if the role has one. */
export async function readRolePolicies(
  iam: IamReader,
  name: string,
  known?: Observation<ObservedRole>,
): Promise<ObservedRolePolicies> {
  const [role, attachedPolicies, inlinePolicies] = await Promise.all([
    known ?? iam.role(name),
    iam.attachedPolicies(name),
    iam.inlinePolicies(name),
  ]);
  return {
    role,
    attachedPolicies,
    inlinePolicies,
    permissionsBoundary: await readBoundary(role, arn => iam.policy(arn)),
  };
}

/** Reads the permissions boundary. It is unknown while the role is unknown. */
async function readBoundary(
  role: Observation<ObservedRole>,
  policyOf: PolicyOf,
): Promise<Observation<ObservedPolicy>> {
  if (role.state === 'unknown') return role;
  return boundaryOf(valueOf(role)?.permissionsBoundaryArn, policyOf);
}

/** Returns the boundary that a role or a user names. A named boundary is never `absent`. */
export async function boundaryOf(
  arn: string | undefined,
  policyOf: PolicyOf,
): Promise<Observation<ObservedPolicy>> {
  if (arn === undefined) return absent();
  const boundary = await policyOf(arn);
  return boundary.state === 'absent'
    ? unknown(`The permissions boundary ${arn} does not exist.`)
    : boundary;
}

/** Returns the OIDC provider of the cluster's issuer in an account. */
export async function readProvider(
  iam: IamReader,
  cluster: Observation<ObservedCluster>,
  accountId: string,
): Promise<Observation<ObservedOidcProvider>> {
  if (cluster.state === 'unknown') return cluster;
  if (cluster.state === 'absent') return absent();
  const { partition, issuer } = cluster.value;
  return iam.oidcProvider(oidcProviderArn(partition, accountId, issuer));
}

/** Reads managed policies by ARN, in parallel. */
export async function readPolicies(
  iam: IamReader,
  arns: string[],
): Promise<Record<string, Observation<ObservedPolicy>>> {
  const read = arns.map(async arn => [arn, await iam.policy(arn)] as const);
  return Object.fromEntries(await Promise.all(read));
}
