import type { IAMClient } from '@aws-sdk/client-iam';
import {
  askedOfOrganization,
  permissionDocuments,
  callContext,
} from '@backstage-irsa/core/permissions';
import {
  absent,
  found,
  valueOf,
  type Observation,
  type ObservedPermit,
  type ObservedRolePolicies,
} from '@backstage-irsa/core/model';
import { simulateByAws } from './PolicySimulator';

/** The account and region from which a role's calls come. */
interface Origin {
  accountId: string;
  region: string;
}

/** Returns whether the organization's policies allow what the role's policies grant, by AWS's simulation of calls from the region. */
export async function readPermits(
  iam: IAMClient,
  policies: ObservedRolePolicies,
  origin: Origin,
): Promise<Observation<ObservedPermit[]>> {
  const role = valueOf(policies.role);
  const asked = askedOfOrganization(permissionDocuments(policies), origin);
  if (!role || asked.length === 0) return absent();
  const answers = await simulateByAws(iam, {
    roleArn: role.arn,
    requests: asked.map(({ action, resource }) => ({
      ...{ action, resource },
      context: callContext(role, origin.region, { action, resource }),
    })),
    policies: [],
  });
  const unread = answers.find(({ state }) => state === 'unknown');
  if (unread?.state === 'unknown') return unread;
  return found(
    answers.flatMap((answer, index) => {
      const allowed = valueOf(answer)?.allowedByOrganizations;
      return allowed === undefined
        ? []
        : {
            action: asked[index].action,
            resource: asked[index].resource,
            allowedByOrganizations: allowed,
          };
    }),
  );
}
