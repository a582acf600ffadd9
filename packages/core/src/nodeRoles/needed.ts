import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { parseArn } from '../arn/arn';
import { allowedActions } from './actions';

/** What the VPC CNI needs, better given to the ServiceAccount of its own. */
export const CNI_POLICY_NAME = 'AmazonEKS_CNI_Policy';

/**
 * What nodes need, among the policies of AWS itself.
 * Source: "Amazon EKS node IAM role" and "Configure Amazon VPC CNI plugin to use IRSA", Amazon EKS User Guide.
 */
const NEEDED: Record<string, string> = {
  AmazonEKSWorkerNodePolicy: 'Nodes join the cluster by it.',
  AmazonEKSWorkerNodeMinimalPolicy: 'Nodes join the cluster by it.',
  AmazonEC2ContainerRegistryReadOnly: 'Nodes pull images by it.',
  AmazonEC2ContainerRegistryPullOnly: 'Nodes pull images by it.',
  AmazonSSMManagedInstanceCore:
    'Systems Manager reaches nodes by it, such as for sessions and patches.',
  AmazonEKSFargatePodExecutionRolePolicy: 'Fargate pulls images by it.',
  [CNI_POLICY_NAME]:
    'The VPC CNI gives pods their addresses by it. The ServiceAccount aws-node may have it instead.',
};

/** What the VPC CNI needs with IPv6, for which AWS has no policy of its own. Source: the same page, "IPv6". */
const CNI_IPV6 = [
  'ec2:assignipv6addresses',
  'ec2:createtags',
  'ec2:describeinstances',
  'ec2:describeinstancetypes',
  'ec2:describenetworkinterfaces',
  'ec2:describetags',
];

/** What nodes need a managed policy for, as a sentence; undefined when they do not. `document` is absent when it could not be read. */
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
    ? 'The VPC CNI gives pods their IPv6 addresses by it.'
    : undefined;
}
