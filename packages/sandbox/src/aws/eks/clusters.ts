import type { Cluster } from '../../state/cluster';
import type { OperationContext } from '../operation';
import { type Page, page } from '../protocol/page';
import { invalidParameter, resourceNotFound } from './errors';
import type { EksInput } from './operation';

/** The clusters of the caller's account in the region of the request. */
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

/** Throws `ResourceNotFoundException`. */
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

/** The ARN of a cluster that may not exist. */
export function clusterArn(
  name: string,
  { caller: { account }, region }: OperationContext,
): string {
  return `arn:${account.partition}:eks:${region}:${account.id}:cluster/${name}`;
}

/** One page of names, by `maxResults` (1 to 100) and `nextToken`. */
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
