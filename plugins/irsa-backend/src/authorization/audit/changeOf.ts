import { parseArn } from '@backstage-irsa/core/arn';
import { type IamServiceAccount } from '@backstage-irsa/core/model';
import type { NewChange } from './types';

/** Returns the audit record for a change of a stored IAM service account. */
export function changeOf(
  { cluster, namespace, name, entityRef, owner, roleArn }: IamServiceAccount,
  about: Pick<
    NewChange,
    | 'action'
    | 'operationId'
    | 'requester'
    | 'approver'
    | 'reason'
    | 'changeNumber'
  >,
): NewChange {
  return {
    ...about,
    serviceAccount: { cluster, namespace, name },
    ...{ entityRef, owner },
    accountId: roleArn === null ? undefined : parseArn(roleArn)?.accountId,
  };
}
