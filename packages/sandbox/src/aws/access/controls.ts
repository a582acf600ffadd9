import type { NamedPolicy } from '@backstage-irsa/iam-policy';
import { policiesAt } from '../organizations/policies';
import type { Account } from '../../state/account';
import type { Organization, PolicyType } from '../../state/organization';
import type { World } from '../../state/world';
import { namedPolicy } from './policies';

/**
 * Returns the service control policies (SCPs) that limit the principals of an account, by level from the organization's root to the account. Levels
 * without an attached policy are left out, because AWS's full access policy does not change the result.
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

/** Returns the resource control policies (RCPs) that limit the resources of an account, in the same form. */
export function resourceControls(
  { organization }: Pick<World, 'organization'>,
  accountId: string,
): NamedPolicy[][] {
  const type = 'RESOURCE_CONTROL_POLICY';
  return organization && isUnder(organization, accountId, type)
    ? attachedOver(organization, accountId, type)
    : [];
}

/**
 * Checks whether policies of this type apply to an account. None apply to the management account. Source: "SCP effects on permissions" and "RCP
 * effects on permissions", AWS Organizations User Guide.
 */
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

/** Returns the IDs from the root to the account; empty if the account is not a member. */
function pathTo({ members, units }: Organization, accountId: string): string[] {
  const path: string[] = [];
  let id: string | undefined = members.has(accountId) ? accountId : undefined;
  while (id !== undefined) {
    path.unshift(id);
    id = (members.get(id) ?? units.get(id))?.parentId;
  }
  return path;
}
