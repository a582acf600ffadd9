import { ConflictError } from '@backstage/errors';
import { admitsChain } from '@backstage-irsa/core/checks';
import {
  absent,
  formatServiceAccountRef,
  unknown,
  type ClusterConfig,
  type IamServiceAccount,
  type ObservedRole,
  type ObservedRolePolicies,
} from '@backstage-irsa/core/model';
import { whyNoRole } from '@backstage-irsa/core/permissions';
import { unavailable } from '../lib/errors';
import type { PermissionsStore } from './PermissionsStore';

/**
 * Returns the observed role.
 *
 * @throws ConflictError - if there is none; ServiceUnavailableError - if it could not be read.
 */
function requireRole(
  account: IamServiceAccount,
  observed: Pick<ObservedRolePolicies, 'role' | 'malformedRoleArn'>,
): ObservedRole {
  const { role } = observed;
  if (role.state === 'unknown') throw unavailable(role.reason);
  if (role.state === 'absent') {
    throw new ConflictError(
      whyNoRole(`ServiceAccount ${formatServiceAccountRef(account)}`, observed),
    );
  }
  return role.value;
}

/**
 * Returns the observed role if the ServiceAccount has it, and does not only name it.
 *
 * @throws ConflictError - if there is none, or it is only named; ServiceUnavailableError - if it could not be read.
 */
export async function requireOwnRole(
  account: IamServiceAccount,
  observed: Parameters<typeof requireRole>[1],
  permissions: Pick<PermissionsStore, 'hasRole'>,
  config: ClusterConfig,
): Promise<ObservedRole> {
  const role = requireRole(account, observed);
  const isOwn =
    account.association?.roleArn === role.arn ||
    isAssumedTarget(account, role, config) ||
    (await permissions.hasRole(account.id, role.arn));
  if (isOwn) return role;
  throw new ConflictError(
    `ServiceAccount ${formatServiceAccountRef(account)} names role ${
      role.name
    }, but cannot assume it. Allow the ServiceAccount in the trust policy of the role, then verify it again.`,
  );
}

/**
 * Whether the role is the target role of the association and trusts the associated role. EKS does not check this when somebody creates an association
 * with the role of another team.
 */
function isAssumedTarget(
  { association, cluster, namespace, name }: IamServiceAccount,
  { arn, trust }: ObservedRole,
  config: ClusterConfig,
): boolean {
  if (association?.targetRoleArn !== arn || !trust.document) return false;
  const session = {
    ref: { cluster, namespace, name },
    // Without session tags, conditions on them count as met.
    mechanism: 'irsa' as const,
    association: absent<never>(),
    cluster: unknown<never>('It decides only session tags.'),
    config,
  };
  const caller = { arn: association.roleArn, id: '', tags: {} };
  return admitsChain(trust.document, session, caller);
}
