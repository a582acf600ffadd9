import type {
  Observed,
  ObservedRolePolicies,
} from '@backstage-irsa/core/model';
import type { CurrentOrganization } from '@backstage-irsa/core/organization';
import {
  askedOfOrganization,
  organizationsOf,
  permissionDocuments,
} from '@backstage-irsa/core/permissions';

/** What is known of the organization of the role's account, and of the accounts of the resources that the organization is asked about. */
export function organizationsAsked(
  { of }: CurrentOrganization,
  policies: ObservedRolePolicies,
  origin: { accountId: string; region: string },
): NonNullable<Observed['organizations']> {
  const asked = askedOfOrganization(permissionDocuments(policies), origin);
  return organizationsOf(of, [
    `arn:aws:iam::${origin.accountId}:root`,
    ...asked.map(({ resource }) => resource),
  ]);
}
