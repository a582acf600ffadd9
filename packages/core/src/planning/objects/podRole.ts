import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { arnBeside } from '../../arn/arn';
import type { Desired } from '../types';
import { mergedTrust } from '../trust/trust';
import { trustEntryOf } from '../trust/trustEntry';

/** The one policy of a pod role, under a name that no policy of a spec has. */
export const POD_ROLE_POLICY = 'assume-target-role';

/** The one permission of a pod role: to be the target role, with the tags that say which pod it is. */
function assumePolicy(targetRoleArn: string): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['sts:AssumeRole', 'sts:TagSession'],
        Resource: targetRoleArn,
      },
    ],
  };
}

/**
 * What is asked for in another account, with the role by which EKS Pod Identity comes to it: EKS hands out the pod role, and goes on with it to the
 * target. What the spec asks of its role is asked of the target alone.
 */
export function withPodRole(
  target: Desired,
  { arn: roleArn, boundaryArn }: { arn: string; boundaryArn?: string },
): Desired {
  const {
    association,
    policy: _policy,
    boundaryArn: _ofTarget,
    adoptedBy: _adopted,
    ...rest
  } = target;
  const { accountId } = target.config;
  const podRole: Desired = {
    ...rest,
    accountId,
    keepsOther: false,
    roleArn,
    providerArn: arnBeside(target.providerArn, { accountId }),
    policyName: POD_ROLE_POLICY,
    policyArn: arnBeside(target.policyArn, { accountId }),
    session: { range: target.session.range },
    ...(boundaryArn !== undefined && { boundaryArn }),
    inlinePolicy: assumePolicy(target.roleArn),
    managedPolicyArns: [],
  };
  return {
    ...target,
    podRole: {
      ...podRole,
      trust: mergedTrust(undefined, trustEntryOf(podRole)),
    },
    ...(association && {
      association: {
        ...association,
        roleArn,
        targetRoleArn: target.roleArn,
      },
    }),
  };
}
