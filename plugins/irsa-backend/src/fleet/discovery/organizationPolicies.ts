import { unknown, type Observation } from '@backstage-irsa/core/model';
import type { OrganizationSnapshot } from '@backstage-irsa/core/organization';
import type {
  IrsaClusterSupplier,
  IrsaDiscoveredPlace,
} from '@backstage-irsa/plugin-irsa-node';
import type { AwsClients } from '../../observe/aws/AwsClients';
import { failureOf } from '../../observe/discovery/failureOf';
import { readOrganization } from '../../observe/organization/readOrganization';
import type { OrganizationStore } from '../../permissions/organization/OrganizationStore';

/**
 * Creates a supplier that reads the policies of the organization. It finds no clusters: it is a supplier because suppliers run regularly on one
 * replica, and users see their failures.
 */
export function organizationPolicies({
  accountId,
  aws,
  regionOf,
  store,
}: {
  /** The management account or a delegated administrator. */
  accountId: string;
  aws: AwsClients;
  /** Returns any region of the partition. */
  regionOf(): string;
  store: OrganizationStore;
}): IrsaClusterSupplier {
  return {
    id: 'organization-policies',
    async discover() {
      const region = regionOf();
      const read = await readOrganization(aws, { accountId, region });
      await store.record(accountId, read, new Date().toISOString());
      return placesOf(accountId, read);
    },
  };
}

/** Returns one place for each kind of policy, or one for all if the organization could not be read. */
function placesOf(
  accountId: string,
  read: Observation<OrganizationSnapshot>,
): IrsaDiscoveredPlace[] {
  if (read.state !== 'found') {
    const failure =
      read.state === 'absent'
        ? {
            message: `Account ${accountId} is not a member of an organization.`,
          }
        : failureOf(read, `account ${accountId}`);
    return [{ place: accountId, accountId, failure }];
  }
  return Object.entries(read.value.readings).map(([kind, reading]) => {
    const place = { place: `${accountId}/${kind}`, accountId };
    if (reading.state !== 'not-read') return place;
    const { reason, missingPermission, remediation } = reading;
    const unread = unknown<never>(reason, missingPermission, remediation);
    return { ...place, failure: failureOf(unread, `account ${accountId}`) };
  });
}
