import { parseRoleArn } from '@backstage-irsa/core/arn';
import type { IamServiceAccountSpec } from '@backstage-irsa/core/model';

/**
 * Returns the AWS account that permissions are checked against. For a recorded IAM service account, this is the account of its spec, which was
 * checked when it was requested. The observed role comes from an annotation, which anyone who may write in the namespace can change, so it counts
 * only if nothing is recorded.
 */
export function permittedAccount(
  recorded:
    | { owner: string | null; spec?: IamServiceAccountSpec | null }
    | undefined,
  roleArn: string | null,
  cluster: { accountId: string },
): string {
  return recorded && recorded.owner !== null
    ? recorded.spec?.accountId ?? cluster.accountId
    : parseRoleArn(roleArn ?? '')?.accountId ?? cluster.accountId;
}
