import { formatArn } from '../../arn/arn';
import type { GrantContext } from '../types';

/** Returns the ARN of a resource in the role's region and account. */
export function arnOf(
  service: string,
  { partition, region, accountId }: GrantContext,
  resource: string,
): string {
  return formatArn({ partition, service, region, accountId, resource });
}
