import {
  type IamServiceAccount,
  type IamServiceAccountSpec,
} from '@backstage-irsa/core/model';
import { parseRoleArn } from '@backstage-irsa/core/arn';

/**
 * What takes an IAM service account over as it is: its own role by its name, and no grants, so that its policies stay as they are. Undefined
 * while it has no role.
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
