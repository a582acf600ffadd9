import type { Cluster } from '../../state/cluster';
import type { OperationContext } from '../operation';
import { type Page, page } from '../protocol/page';
import { invalidParameter, resourceNotFound } from './errors';
import type { EksInput } from './operation';

/** Returns the clusters of the caller's account in the region of the request. */
export function visibleClusters({
  world,
  caller,
  region,
}: OperationContext): Cluster[] {
  return [...world.clusters.values()].filter(
    cluster =>
      cluster.accountId === caller.account.id && cluster.region === region,
  );
}

/** Returns the cluster with this name. Throws `ResourceNotFoundException`. */
export function requireCluster(
  name: string,
  context: OperationContext,
): Cluster {
  const cluster = visibleClusters(context).find(
    candidate => candidate.name === name,
  );
  if (!cluster) {
    throw resourceNotFound(`No cluster found for name: ${name}.`);
  }
  return cluster;
}

/** Returns the ARN of a cluster, which need not exist. */
export function clusterArn(
  name: string,
  { caller: { account }, region }: OperationContext,
): string {
  return `arn:${account.partition}:eks:${region}:${account.id}:cluster/${name}`;
}

/** Returns one page of names, according to `maxResults` (1 to 100) and `nextToken`. Throws `InvalidParameterException`. */
export function namesPage(names: string[], { query }: EksInput): Page<string> {
  const limit = Number(query.get('maxResults') ?? 100);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
    throw invalidParameter('maxResults must be between 1 and 100');
  }
  return page(names, {
    key: name => name,
    marker: query.get('nextToken'),
    limit,
  });
}

export function seconds(at: Date): number {
  return at.getTime() / 1000;
}
