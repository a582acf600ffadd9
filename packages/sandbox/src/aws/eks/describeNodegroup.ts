import { requireCluster, seconds } from './clusters';
import { resourceNotFound } from './errors';
import type { EksOperation } from './operation';

export const describeNodegroup: EksOperation = {
  name: 'DescribeNodegroup',
  write: false,
  method: 'GET',
  path: '/clusters/{name}/node-groups/{nodegroup}',
  access: ({ path }, { caller: { account }, region }) => ({
    action: 'eks:DescribeNodegroup',
    resource: `arn:${account.partition}:eks:${region}:${account.id}:nodegroup/${path.name}/${path.nodegroup}/*`,
  }),
  run: ({ path }, context) => {
    const cluster = requireCluster(path.name, context);
    const group = cluster.nodeGroups.find(
      ({ name }) => name === path.nodegroup,
    );
    if (!group) {
      throw resourceNotFound(
        `No node group found for name: ${path.nodegroup}.`,
      );
    }
    return {
      nodegroup: {
        nodegroupName: group.name,
        nodegroupArn: cluster.arn.replace(
          /:cluster\/.*$/,
          `:nodegroup/${cluster.name}/${group.name}`,
        ),
        clusterName: cluster.name,
        version: cluster.version,
        createdAt: seconds(cluster.createdAt),
        status: 'ACTIVE',
        capacityType: 'ON_DEMAND',
        scalingConfig: {
          minSize: group.desiredSize,
          maxSize: group.desiredSize,
          desiredSize: group.desiredSize,
        },
        instanceTypes: group.instanceTypes,
        subnets: [],
        amiType:
          group.os === 'windows'
            ? 'WINDOWS_CORE_2022_x86_64'
            : 'AL2023_x86_64_STANDARD',
        nodeRole: group.nodeRoleArn,
        labels: {},
        health: { issues: [] },
        tags: {},
      },
    };
  },
};
