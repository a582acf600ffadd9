import { awsManagedPolicy } from './awsManagedPolicy';

export const amazonEKSCNIPolicy = awsManagedPolicy({
  name: 'AmazonEKS_CNI_Policy',
  id: 'ANPAJJYLV2HJ7GI53BPQS',
  createdAt: '2018-05-27T21:07:42Z',
  description:
    'This policy provides the Amazon VPC CNI Plugin (amazon-vpc-cni-k8s) the permissions it requires to modify the IP address configuration on your EKS worker nodes.',
  statements: [
    {
      Sid: 'AmazonEKSCNIPolicy',
      Effect: 'Allow',
      Action: [
        'ec2:AssignPrivateIpAddresses',
        'ec2:AttachNetworkInterface',
        'ec2:CreateNetworkInterface',
        'ec2:DeleteNetworkInterface',
        'ec2:DescribeInstances',
        'ec2:DescribeTags',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeInstanceTypes',
        'ec2:DescribeSubnets',
        'ec2:DetachNetworkInterface',
        'ec2:ModifyNetworkInterfaceAttribute',
        'ec2:UnassignPrivateIpAddresses',
      ],
      Resource: '*',
    },
    {
      Sid: 'AmazonEKSCNIPolicyENITag',
      Effect: 'Allow',
      Action: ['ec2:CreateTags'],
      Resource: ['arn:aws:ec2:*:*:network-interface/*'],
    },
  ],
});
