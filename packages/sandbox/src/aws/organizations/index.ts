import { describeOrganization } from './describeOrganization';
import { listAccounts } from './listAccounts';
import { listAccountsForParent } from './listAccountsForParent';
import { listOrganizationalUnitsForParent } from './listOrganizationalUnitsForParent';
import { listParents } from './listParents';
import { listRoots } from './listRoots';
import type { OrganizationsOperation } from './operation';

/** AWS Organizations, API version 2016-11-28: only what reads accounts and units. */
export const organizations: OrganizationsOperation[] = [
  describeOrganization,
  listAccounts,
  listAccountsForParent,
  listOrganizationalUnitsForParent,
  listParents,
  listRoots,
];
