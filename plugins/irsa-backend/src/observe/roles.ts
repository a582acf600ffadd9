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

/** A managed policy by its ARN, from wherever it is known. */
export type PolicyOf = (
  arn: string,
) => Observation<ObservedPolicy> | Promise<Observation<ObservedPolicy>>;

/** Which role to read, in which account. */
export type RoleName = NonNullable<ReturnType<typeof parseRoleArn>>;

/** The role that the annotation names. */
export function annotatedRole(
  serviceAccount: Observation<ObservedServiceAccount>,
): RoleName | undefined {
  const { annotations = {} } = valueOf(serviceAccount) ?? {};
  return parseRoleArn(annotations[EKS_ANNOTATIONS.roleArn] ?? '');
}

/** The role that the association names. */
export function associatedRole(
  association: Observation<ObservedAssociation>,
): RoleName | undefined {
  return parseRoleArn(valueOf(association)?.roleArn ?? '');
}

/** The role that pods get by the association in the end. */
export function targetedRole(
  association: Observation<ObservedAssociation>,
): RoleName | undefined {
  const { targetRoleArn } = valueOf(association) ?? {};
  return targetRoleArn === undefined
    ? associatedRole(association)
    : parseRoleArn(targetRoleArn);
}

/**
 * An annotation is what was meant, also beside an association. Where neither is there, or it is not known which, the spec says what should be: an
 * association that was deleted is missed, and not an annotation that nobody asked for.
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

/** Three reads at once, or two where the role was read already; the boundary is read when the role has one. */
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

/** What limits the role is not known while the role is not. */
async function readBoundary(
  role: Observation<ObservedRole>,
  policyOf: PolicyOf,
): Promise<Observation<ObservedPolicy>> {
  if (role.state === 'unknown') return role;
  return boundaryOf(valueOf(role)?.permissionsBoundaryArn, policyOf);
}

/** The boundary that a role or a user names: it is never simply absent. */
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

/** The OIDC provider of the cluster's issuer in an account. */
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

/** Managed policies by their ARNs, all at once. */
export async function readPolicies(
  iam: IamReader,
  arns: string[],
): Promise<Record<string, Observation<ObservedPolicy>>> {
  const read = arns.map(async arn => [arn, await iam.policy(arn)] as const);
  return Object.fromEntries(await Promise.all(read));
}
