import { awsManagedPolicy } from './awsManagedPolicy';

export const amazonEC2ContainerRegistryReadOnly = awsManagedPolicy({
  name: 'AmazonEC2ContainerRegistryReadOnly',
  id: 'ANPAIFYZPA37OOHVIH7KQ',
  createdAt: '2015-12-21T17:04:15Z',
  description:
    'Provides read-only access to Amazon EC2 Container Registry repositories.',
  statements: [
    {
      Effect: 'Allow',
      Action: [
        'ecr:GetAuthorizationToken',
        'ecr:BatchCheckLayerAvailability',
        'ecr:GetDownloadUrlForLayer',
        'ecr:GetRepositoryPolicy',
        'ecr:DescribeRepositories',
        'ecr:ListImages',
        'ecr:DescribeImages',
        'ecr:BatchGetImage',
        'ecr:GetLifecyclePolicy',
        'ecr:GetLifecyclePolicyPreview',
        'ecr:ListTagsForResource',
        'ecr:DescribeImageScanFindings',
      ],
      Resource: '*',
    },
  ],
});
