import {
  type IamServiceAccount,
  type IamServiceAccountSpec,
} from '@backstage-irsa/core/model';
import { parseRoleArn } from '@backstage-irsa/core/arn';

/**
 * Returns the spec that adopts an IAM service account as it is. It names the existing role and has no grants, so the role's policies stay unchanged.
 * Undefined if the account has no role.
 */
export function adoptionSpec(
  account: IamServiceAccount,
  entityRef: string,
): IamServiceAccountSpec | undefined {
  const { cluster, namespace, name, mechanism, accountId, roleArn } = account;
  const role = roleArn === null ? undefined : parseRoleArn(roleArn);
  if (!role) return undefined;
  return {
    entityRef,
    cluster,
    namespace,
    name,
    ...(mechanism !== 'irsa' && { mechanism }),
    ...(role.accountId !== accountId && { accountId: role.accountId }),
    roleName: role.name,
    adopt: true,
  };
}
