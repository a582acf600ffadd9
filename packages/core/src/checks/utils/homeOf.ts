import { parseRoleArn } from '../../arn/arn';
import type { GrantContext } from '../../grants';
import type { ObservedCluster, ObservedRole } from '../../model/observed';

/** Returns the location of the resources of grants: the role's account and the region of the cluster. */
export function homeOf(
  { arn }: ObservedRole,
  cluster: ObservedCluster,
): GrantContext {
  const { accountId = cluster.accountId } = parseRoleArn(arn) ?? {};
  const { partition, region } = cluster;
  return { partition, region, accountId };
}
