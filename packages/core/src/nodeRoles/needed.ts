import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { parseArn } from '../arn/arn';
import { allowedActions } from './actions';

/** The policy that the VPC CNI needs, preferably through a role of its own ServiceAccount. */
export const CNI_POLICY_NAME = 'AmazonEKS_CNI_Policy';

/**
 * The AWS managed policies that nodes need, with the reason.
 * Source: "Amazon EKS node IAM role" and "Configure Amazon VPC CNI plugin to use IRSA", Amazon EKS User Guide.
 */
const NEEDED: Record<string, string> = {
  AmazonEKSWorkerNodePolicy: 'Nodes use it to join the cluster.',
  AmazonEKSWorkerNodeMinimalPolicy: 'Nodes use it to join the cluster.',
  AmazonEC2ContainerRegistryReadOnly: 'Nodes use it to pull images.',
  AmazonEC2ContainerRegistryPullOnly: 'Nodes use it to pull images.',
  AmazonSSMManagedInstanceCore:
    'Systems Manager uses it to reach nodes, such as for sessions and patches.',
  AmazonEKSFargatePodExecutionRolePolicy: 'Fargate uses it to pull images.',
  [CNI_POLICY_NAME]:
    'The VPC CNI uses it to assign addresses to pods. The ServiceAccount aws-node can have it instead.',
};

/** The actions that the VPC CNI needs for IPv6, for which AWS has no managed policy. Source: the same page, "IPv6". */
const CNI_IPV6 = [
  'ec2:assignipv6addresses',
  'ec2:createtags',
  'ec2:describeinstances',
  'ec2:describeinstancetypes',
  'ec2:describenetworkinterfaces',
  'ec2:describetags',
];

/** Returns why nodes need a managed policy, as a sentence; undefined if they do not. `document` is absent if it could not be read. */
export function needOf(
  arn: string,
  document?: PolicyDocument,
): string | undefined {
  if (parseArn(arn)?.accountId === 'aws') {
    return NEEDED[arn.split('/').at(-1) ?? ''];
  }
  const actions = (document && allowedActions(document)) ?? [];
  return actions.length > 0 &&
    actions.every(action => CNI_IPV6.includes(action))
    ? 'The VPC CNI uses it to assign IPv6 addresses to pods.'
    : undefined;
}
