import { describeOrganization } from './describeOrganization';
import { describePolicy } from './describePolicy';
import { listAccounts } from './listAccounts';
import { listAccountsForParent } from './listAccountsForParent';
import { listOrganizationalUnitsForParent } from './listOrganizationalUnitsForParent';
import { listParents } from './listParents';
import { listPolicies } from './listPolicies';
import { listPoliciesForTarget } from './listPoliciesForTarget';
import { listRoots } from './listRoots';
import { listTagsForResource } from './listTagsForResource';
import { listTargetsForPolicy } from './listTargetsForPolicy';
import type { OrganizationsOperation } from './operation';

/** The operations of AWS Organizations, API version 2016-11-28: only those that read accounts, organizational units (OUs), and policies. */
export const organizations: OrganizationsOperation[] = [
  describeOrganization,
  describePolicy,
  listAccounts,
  listAccountsForParent,
  listOrganizationalUnitsForParent,
  listParents,
  listPolicies,
  listPoliciesForTarget,
  listRoots,
  listTagsForResource,
  listTargetsForPolicy,
];
