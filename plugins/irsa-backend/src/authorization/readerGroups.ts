import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { FleetConfig } from '../config/fleet';
import type { Memberships } from './Memberships';

/**
 * To whose rows `irsa.fleet.readerGroups` limits a caller: the own groups, of a user who is in none of the groups that read all. Undefined when it limits
 * nothing. Other plugins, such as a search index, are bound by the permissions alone.
 */
export async function limitedTo(
  { readerGroups }: FleetConfig,
  memberships: Pick<Memberships, 'groupsOf'>,
  credentials: BackstageCredentials,
): Promise<string[] | undefined> {
  if (readerGroups === undefined || !isUser(credentials)) return undefined;
  const groups = await memberships.groupsOf(credentials);
  return readerGroups.some(ref => groups.includes(ref)) ? undefined : groups;
}

function isUser({ principal }: BackstageCredentials): boolean {
  return (principal as { type?: string }).type === 'user';
}
