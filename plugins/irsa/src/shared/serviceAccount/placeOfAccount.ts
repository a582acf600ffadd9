import type {
  CommandPlace,
  IamServiceAccount,
} from '@backstage-irsa/core/model';
import { parseRoleArn } from '@backstage-irsa/core/arn';

/** Returns where the commands for an IAM service account run: in its cluster, and in the AWS account of its role. */
export function placeOfAccount({
  cluster,
  region,
  accountId,
  roleArn,
}: IamServiceAccount): CommandPlace {
  return {
    context: cluster,
    region,
    clusterAccountId: accountId,
    roleAccountId: parseRoleArn(roleArn ?? '')?.accountId ?? accountId,
  };
}
