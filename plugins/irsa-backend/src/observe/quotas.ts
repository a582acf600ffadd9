import { GetAccountSummaryCommand, type IAMClient } from '@aws-sdk/client-iam';
import {
  optionalNumber,
  DEFAULT_QUOTAS,
  type Observation,
  type ObservedQuotas,
} from '@backstage-irsa/core/model';
import { readAws } from './read';

/**
 * Reads the current quotas of the account, with one call.
 *
 * @throws the error of IAM, such as AccessDenied.
 */
export async function askQuotas(iam: IAMClient): Promise<ObservedQuotas> {
  const { SummaryMap } = await iam.send(new GetAccountSummaryCommand({}));
  const summary: Record<string, unknown> = SummaryMap ?? {};
  const of = (key: string, otherwise: number) =>
    optionalNumber(summary[key]) ?? otherwise;
  const d = DEFAULT_QUOTAS;
  return {
    roles: {
      used: of('Roles', d.roles.used),
      most: of('RolesQuota', d.roles.most),
    },
    policies: {
      used: of('Policies', d.policies.used),
      most: of('PoliciesQuota', d.policies.most),
    },
    attachedPolicies: of('AttachedPoliciesPerRoleQuota', d.attachedPolicies),
    policySize: of('PolicySizeQuota', d.policySize),
    inlinePolicySize: of('RolePolicySizeQuota', d.inlinePolicySize),
    trustPolicySize: of('AssumeRolePolicySizeQuota', d.trustPolicySize),
  };
}

/** Reads the current quotas of the account, or returns the reason why they cannot be read. */
export function readQuotas(
  iam: IAMClient,
): Promise<Observation<ObservedQuotas>> {
  return readAws('iam:GetAccountSummary', () => askQuotas(iam));
}
