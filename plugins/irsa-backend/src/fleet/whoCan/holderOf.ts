import {
  holdersByTrust,
  permissionSetOf,
  type DecidingRole,
  type TrustedPrincipal,
} from '@backstage-irsa/core/permissions';
import type { ListedPrincipal, RoleHolderRow } from '../store/HolderStore';
import type { Holder } from './holderPage';

/** Returns the role of a row. */
export function roleOf({
  roleId,
  roleArn,
  roleName,
}: RoleHolderRow): DecidingRole {
  return { id: roleId, arn: roleArn, name: roleName, isListed: true };
}

/** Returns a role that neither a ServiceAccount nor a node has. */
export function otherRole({ id, arn, name }: ListedPrincipal): DecidingRole {
  return { id, arn, name, isListed: false };
}

/** Returns a holder: the pods of a ServiceAccount, or a role that no ServiceAccount has. */
export function ofRow(row: RoleHolderRow, role: DecidingRole): Holder {
  const { use, serviceAccountId } = row;
  const common = { principalId: role.id, role, use, via: [] };
  return serviceAccountId === null
    ? { ...common, id: role.id, kind: 'role', name: role.name, arn: role.arn }
    : {
        ...common,
        id: `${role.id} ${serviceAccountId}`,
        kind: 'pod',
        name: `${row.cluster}/${row.namespace}/${row.serviceAccount}`,
        serviceAccountId,
        cluster: row.cluster ?? '',
      };
}

/** Returns a user or role as a holder. For the role of a permission set, returns its people instead. */
export function ofPrincipal(one: ListedPrincipal): Holder[] {
  const { id, kind, name, arn, groups } = one;
  if (permissionSetOf(arn) !== undefined) {
    return byTrust(otherRole(one), one.trusted);
  }
  const common = { id, principalId: id, kind, name, arn, via: [] };
  return [
    kind === 'user'
      ? { ...common, groups }
      : { ...common, role: otherRole(one) },
  ];
}

/** Returns the holders that the trust policy of a role allows. */
export function byTrust(
  role: DecidingRole,
  trusted: TrustedPrincipal[],
): Holder[] {
  return holdersByTrust(role, trusted).map(path => ({
    ...path,
    id: `${role.id} ${path.kind} ${path.arn ?? path.name}`,
    principalId: role.id,
  }));
}
