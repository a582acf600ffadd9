import { parseRoleArn } from '@backstage-irsa/core/arn';
import type { IamServiceAccountSpec } from '@backstage-irsa/core/model';

/**
 * The AWS account by which permissions decide: of what is recorded, the one that was asked for and checked then. The observed role is named by an
 * annotation, which anyone who may write in the namespace can change: it decides only where nothing is recorded.
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
