import { parseRoleArn } from '@backstage-irsa/plugin-irsa-common';
import { valueOf } from '../../observe/observation';
import type { Blocker } from '../types';

/** EKS hands out roles of the cluster's own account: one of another account takes a second role, which changes who calls. */
export const crossAccountRole: Blocker = ({
  account,
  cluster,
  desired,
  observed,
}) => {
  const target = observed && valueOf(observed.association)?.targetRoleArn;
  const arns = [account.roleArn, desired?.roleArn, target];
  const foreign = arns
    .flatMap(arn => parseRoleArn(arn ?? '')?.accountId ?? [])
    .concat(account.spec?.accountId ?? [])
    .find(accountId => accountId !== cluster.accountId);
  return foreign === undefined && target === undefined
    ? []
    : [
        {
          rule: 'cross-account-role',
          message: `The role is in account ${
            foreign ?? cluster.accountId
          }, which is reached in another way by each mechanism.`,
          remediation:
            'Make a new IAM service account with the other mechanism beside this one, and let the service change over to it.',
        },
      ];
};
