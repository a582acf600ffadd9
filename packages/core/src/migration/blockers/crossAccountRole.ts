import { parseRoleArn } from '../../arn/arn';
import { valueOf } from '../../model/observation';
import type { Blocker } from '../types';

/** A role of another account takes a pod role beside it, which is made for the role of the spec and for no other. */
export const crossAccountRole: Blocker = ({
  account,
  cluster,
  desired,
  observed,
}) => {
  const target = observed && valueOf(observed.association)?.targetRoleArn;
  const known = [cluster.accountId, account.spec?.accountId];
  const accountId = parseRoleArn(account.roleArn ?? '')?.accountId;
  const isKnown = accountId === undefined || known.includes(accountId);
  const isOfSpec = target === undefined || target === desired?.roleArn;
  return isKnown && isOfSpec
    ? []
    : [
        {
          rule: 'cross-account-role',
          message: `Pods get the role ${
            target ?? account.roleArn
          }, which is not the one that the spec asks for.`,
          remediation:
            'Make a new IAM service account with the other mechanism beside this one, and let the service change over to it.',
        },
      ];
};
