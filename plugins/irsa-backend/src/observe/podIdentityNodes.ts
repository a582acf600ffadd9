import type { AwsClients } from './aws/AwsClients';
import {
  found,
  type ClusterConfig,
  type Observation,
  type Observed,
  type ObservedCluster,
  type ObservedNodeRole,
  valueOf,
} from '@backstage-irsa/core/model';
import type { IamReaders } from './IamReaders';
import type { KubernetesReader } from './KubernetesReader';
import { readAgent } from './podIdentityAgent';
import type { PodIdentityReader } from './PodIdentityReader';
import { parseRoleArn } from '@backstage-irsa/core/arn';
import {
  POD_IDENTITY_ACTION,
  callContext,
  nodeRoleOf,
} from '@backstage-irsa/core/permissions';
import { readNodeGroups } from './bulk/nodeGroups';
import { simulateByAws } from './PolicySimulator';

/** The clients and readers of one observation. */
interface Readers {
  aws: AwsClients;
  config: ClusterConfig;
  iam: IamReaders;
}

/**
 * Reads the roles of a cluster's managed node groups and of Auto Mode. Roles of other nodes appear only in access entries. Asks AWS's simulator
 * first: one call, whereas reading a role takes twelve. Only an `Allowed` decision counts: otherwise, the policies are read.
 */
async function readNodeRoles(
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

/** Reads what EKS Pod Identity needs on nodes, if there is an association. Without one, nodes need nothing. */
export async function readPodIdentityNodes(
  association: Observed['association'],
  cluster: Promise<Observation<ObservedCluster>>,
  readers: {
    aws: AwsClients;
    config: ClusterConfig;
    iam: IamReaders;
    podIdentity: PodIdentityReader;
    kubernetes: KubernetesReader;
  },
): Promise<Pick<Observed, 'podIdentityAgent' | 'nodeRoles'>> {
  if (association.state !== 'found') return { podIdentityAgent: association };
  const [podIdentityAgent, nodeRoles] = await Promise.all([
    readAgent(readers.podIdentity, readers.kubernetes),
    readNodeRoles(await cluster, readers),
  ]);
  return { podIdentityAgent, nodeRoles };
}
