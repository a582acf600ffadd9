import { parseRoleArn } from '@backstage-irsa/core/arn';
import type { AwsClients } from './aws/AwsClients';
import {
  type ClusterConfig,
  found,
  valueOf,
  type Observation,
  type ObservedCluster,
  type ObservedNodeRole,
} from '@backstage-irsa/core/model';
import {
  nodeRoleOf,
  POD_IDENTITY_ACTION,
  callContext,
} from '@backstage-irsa/core/permissions';
import { readNodeGroups } from './bulk/nodeGroups';
import type { IamReaders } from './IamReaders';
import { simulateByAws } from './PolicySimulator';

/** What a look reads them with. */
interface Readers {
  aws: AwsClients;
  config: ClusterConfig;
  iam: IamReaders;
}

/**
 * The roles of a cluster's managed node groups and of Auto Mode; those of other nodes are known to access entries alone. AWS is asked first, in one
 * call for a role that takes twelve to read. Only its yes counts: whatever else it says, the policies are read.
 */
export async function readNodeRoles(
  cluster: Observation<ObservedCluster>,
  readers: Readers,
): Promise<Observation<ObservedNodeRole[]>> {
  if (cluster.state !== 'found') return cluster;
  const { arn: clusterArn, autoModeNodeRoleArn } = cluster.value;
  const { accountId, region, eksName } = readers.config;
  const groups = await readNodeGroups(
    readers.aws.eks(accountId, region),
    eksName,
  );
  if (groups.state !== 'found') return groups;
  const arns = new Set([
    ...groups.value.map(({ nodeRoleArn }) => nodeRoleArn),
    ...(autoModeNodeRoleArn === undefined ? [] : [autoModeNodeRoleArn]),
  ]);
  return found(
    await Promise.all(
      [...arns].map(arn => readNodeRole(arn, clusterArn, readers)),
    ),
  );
}

async function readNodeRole(
  arn: string,
  clusterArn: string,
  { aws, config, iam }: Readers,
): Promise<ObservedNodeRole> {
  const { accountId = '', name = '' } = parseRoleArn(arn) ?? {};
  const request = { action: POD_IDENTITY_ACTION, resource: clusterArn };
  const context = callContext({ arn, tags: {} }, config.region, request);
  const [answer] = await simulateByAws(aws.iam(accountId, config.region), {
    roleArn: arn,
    requests: [{ ...request, context }],
    policies: [],
  });
  return valueOf(answer)?.decision === 'Allowed'
    ? { arn, podIdentity: found({ allowed: true }) }
    : nodeRoleOf(arn, await iam.role(accountId, name), clusterArn);
}
