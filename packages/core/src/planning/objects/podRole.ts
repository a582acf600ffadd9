import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { arnBeside } from '../../arn/arn';
import type { Desired } from '../types';
import { mergedTrust } from '../trust/trust';
import { trustEntryOf } from '../trust/trustEntry';

/** The name of a pod role's only policy. No policy of a spec has this name. */
export const POD_ROLE_POLICY = 'assume-target-role';

/** Returns the only permission of a pod role: to assume the target role, with the session tags that identify the pod. */
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
 * Adds the pod role to the desired objects in another account: EKS issues credentials of the pod role, and assumes the target role with them. The
 * spec's requests apply only to the target role.
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
