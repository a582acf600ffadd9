import { awsManagedPolicy } from './awsManagedPolicy';

export const amazonEKSWorkerNodePolicy = awsManagedPolicy({
  name: 'AmazonEKSWorkerNodePolicy',
  id: 'ANPAIOB5XFKU7T3E7YNO4',
  createdAt: '2018-05-27T21:09:01Z',
  description:
    'This policy allows Amazon EKS worker nodes to connect to Amazon EKS Clusters.',
  statements: [
    {
      Sid: 'WorkerNodePermissions',
      Effect: 'Allow',
      Action: [
        'ec2:DescribeInstances',
        'ec2:DescribeInstanceTypes',
        'ec2:DescribeRouteTables',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeSubnets',
        'ec2:DescribeVolumes',
        'ec2:DescribeVolumesModifications',
        'ec2:DescribeVpcs',
        'eks:DescribeCluster',
        'eks-auth:AssumeRoleForPodIdentity',
      ],
      Resource: '*',
    },
  ],
});
