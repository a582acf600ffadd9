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

/**
 * Returns what is known about the organizations of these accounts: that of the role that pods get, those of other accounts on the way, and those of
 * the resources that the role's policies allow.
 */
export function organizationsAsked(
  { of }: CurrentOrganization,
  policies: ObservedRolePolicies,
  origin: { accountId: string; region: string },
  otherAccounts: string[],
): NonNullable<Observed['organizations']> {
  const asked = askedOfOrganization(permissionDocuments(policies), origin);
  return organizationsOf(of, [
    ...[origin.accountId, ...otherAccounts].map(
      id => `arn:aws:iam::${id}:root`,
    ),
    ...asked.map(({ resource }) => resource),
  ]);
}
