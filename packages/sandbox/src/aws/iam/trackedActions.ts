/**
 * The actions whose last use AWS reports, of the services that the sandbox knows, by prefix: those that manage resources, and none that works on what
 * is in them, such as objects or messages. A selection. Source: "IAM action last accessed information services and actions", IAM User Guide.
 */
export const TRACKED_ACTIONS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    dynamodb: ['CreateTable', 'DeleteTable', 'DescribeTable', 'UpdateTable'],
    ec2: ['DescribeInstances', 'RunInstances', 'TerminateInstances'],
    eks: [
      'AssociateAccessPolicy',
      'CreateAccessEntry',
      'CreatePodIdentityAssociation',
      'DeleteAccessEntry',
      'DeletePodIdentityAssociation',
      'DescribeCluster',
      'ListClusters',
      'UpdatePodIdentityAssociation',
    ],
    iam: [
      'AttachRolePolicy',
      'CreatePolicy',
      'CreatePolicyVersion',
      'CreateRole',
      'DeletePolicy',
      'DeleteRole',
      'DeleteRolePolicy',
      'DetachRolePolicy',
      'GetRole',
      'ListRoles',
      'PutRolePolicy',
      'TagRole',
      'UpdateAssumeRolePolicy',
    ],
    lambda: ['CreateFunction', 'DeleteFunction', 'UpdateFunctionCode'],
    s3: [
      'CreateBucket',
      'DeleteBucket',
      'DeleteBucketPolicy',
      'GetBucketLocation',
      'GetBucketPolicy',
      'ListAllMyBuckets',
      'PutBucketPolicy',
    ],
    secretsmanager: ['CreateSecret', 'DeleteSecret', 'UpdateSecret'],
    sns: ['CreateTopic', 'DeleteTopic', 'SetTopicAttributes', 'Subscribe'],
    sqs: ['CreateQueue', 'DeleteQueue', 'PurgeQueue', 'SetQueueAttributes'],
  }),
);
