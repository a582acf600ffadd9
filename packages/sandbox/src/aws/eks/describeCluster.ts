import type { Cluster } from '../../state/cluster';
import { clusterArn, requireCluster, seconds } from './clusters';
import type { EksOperation, JsonValue } from './operation';

export const describeCluster: EksOperation = {
  name: 'DescribeCluster',
  write: false,
  method: 'GET',
  path: '/clusters/{name}',
  access: ({ path }, context) => ({
    action: 'eks:DescribeCluster',
    resource: clusterArn(path.name, context),
  }),
  run: ({ path }, context) => ({
    cluster: clusterJson(
      requireCluster(path.name, context),
      context.caller.account.partition,
    ),
  }),
};

function clusterJson(cluster: Cluster, partition: string): JsonValue {
  return {
    name: cluster.name,
    arn: cluster.arn,
    createdAt: seconds(cluster.createdAt),
    version: cluster.version,
    endpoint: cluster.endpoint,
    roleArn: `arn:${partition}:iam::${cluster.accountId}:role/eks-cluster-${cluster.name}`,
    resourcesVpcConfig: {
      vpcId: cluster.vpc.id,
      subnetIds: [],
      securityGroupIds: [],
      endpointPublicAccess: true,
      endpointPrivateAccess: false,
      publicAccessCidrs: ['0.0.0.0/0'],
    },
    kubernetesNetworkConfig: {
      serviceIpv4Cidr: '10.100.0.0/16',
      ipFamily: 'ipv4',
    },
    identity: { oidc: { issuer: cluster.issuer } },
    status: 'ACTIVE',
    certificateAuthority: {
      data: Buffer.from(cluster.certificateAuthority).toString('base64'),
    },
    platformVersion: 'eks.1',
    accessConfig: { authenticationMode: cluster.authenticationMode ?? 'API' },
    ...(cluster.autoMode && {
      computeConfig: {
        enabled: true,
        nodePools: ['general-purpose', 'system'],
        nodeRoleArn: cluster.autoMode.nodeRoleArn,
      },
    }),
    tags: {},
  };
}
