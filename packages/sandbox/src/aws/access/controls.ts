import type { NamedPolicy } from '@backstage-irsa/iam-policy';
import { policiesAt } from '../organizations/policies';
import type { Account } from '../../state/account';
import type { Organization, PolicyType } from '../../state/organization';
import type { World } from '../../state/world';
import { namedPolicy } from './policies';

/**
 * The service control policies over the principals of an account, from the organization's root to the account. Levels where nobody attached anything
 * are left out: AWS's full access decides nothing.
 */
export function serviceControls(
  { organization }: Pick<World, 'organization'>,
  account: Account,
): NamedPolicy[][] {
  if (
    organization &&
    !isUnder(organization, account.id, 'SERVICE_CONTROL_POLICY')
  ) {
    return [];
  }
  const own = account.serviceControlPolicies.map(level =>
    level.map(({ name, document }) => namedPolicy(name, document)),
  );
  return organization
    ? [
        ...attachedOver(organization, account.id, 'SERVICE_CONTROL_POLICY'),
        ...own,
      ]
    : own;
}

/** The resource control policies over the resources of an account, in the same way. */
export function resourceControls(
  { organization }: Pick<World, 'organization'>,
  accountId: string,
): NamedPolicy[][] {
  const type = 'RESOURCE_CONTROL_POLICY';
  return organization && isUnder(organization, accountId, type)
    ? attachedOver(organization, accountId, type)
    : [];
}

/** The management account is under none. Source: "SCP effects on permissions" and "RCP effects on permissions", AWS Organizations User Guide. */
function isUnder(
  { managementAccountId, policyTypes }: Organization,
  accountId: string,
  type: PolicyType,
): boolean {
  return accountId !== managementAccountId && policyTypes.has(type);
}

function attachedOver(
  organization: Organization,
  accountId: string,
  type: PolicyType,
): NamedPolicy[][] {
  return pathTo(organization, accountId)
    .filter(id => organization.attached.has(id))
    .map(id =>
      policiesAt(organization, id)
        .filter(policy => policy.type === type)
        .map(({ name, content }) => namedPolicy(name, content)),
    );
}

/** From the root to the account; nothing for one that is no member. */
function pathTo({ members, units }: Organization, accountId: string): string[] {
  const path: string[] = [];
  let id: string | undefined = members.has(accountId) ? accountId : undefined;
  while (id !== undefined) {
    path.unshift(id);
    id = (members.get(id) ?? units.get(id))?.parentId;
  }
  return path;
}
