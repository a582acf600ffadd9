import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { FleetConfig } from '../config/fleet';
import type { Memberships } from './Memberships';

/**
 * Returns the groups to whose rows `irsa.fleet.readerGroups` limits the caller: the caller's own groups. Undefined if the caller is not limited:
 * members of a reader group, all users if no groups are set, and other plugins, such as a search index, which are limited by permissions only.
 */
export async function limitedTo(
  { readerGroups }: FleetConfig,
  memberships: Pick<Memberships, 'recentGroupsOf'>,
  credentials: BackstageCredentials,
): Promise<string[] | undefined> {
  if (readerGroups === undefined || !isUser(credentials)) return undefined;
  const groups = await memberships.recentGroupsOf(credentials);
  return readerGroups.some(ref => groups.includes(ref)) ? undefined : groups;
}

function isUser({ principal }: BackstageCredentials): boolean {
  return (principal as { type?: string }).type === 'user';
}
