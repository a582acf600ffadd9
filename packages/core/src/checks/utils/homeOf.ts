import { parseRoleArn } from '../../arn/arn';
import type { GrantContext } from '../../grants';
import type { ObservedCluster, ObservedRole } from '../../model/observed';

/** Where the resources of grants are: in the role's account, in the region of the cluster. */
export function homeOf(
  { arn }: ObservedRole,
  cluster: ObservedCluster,
): GrantContext {
  const { accountId = cluster.accountId } = parseRoleArn(arn) ?? {};
  const { partition, region } = cluster;
  return { partition, region, accountId };
}
