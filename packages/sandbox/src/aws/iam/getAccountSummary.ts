import { queryOperation } from '../query/operation';
import { isAwsManaged } from './policies';
import { QUOTAS } from './quotas';

export const getAccountSummary = queryOperation({
  name: 'GetAccountSummary',
  write: false,
  input: {},
  access: () => [{ action: 'iam:GetAccountSummary', resource: '*' }],
  run: (_input, { caller: { account } }) => {
    const own = [...account.policies.values()].filter(
      policy => !isAwsManaged(policy),
    );
    const summary: Record<string, number> = {
      Users: account.users.size,
      UsersQuota: 5000,
      Groups: account.groups.size,
      GroupsQuota: 300,
      Roles: account.roles.size,
      RolesQuota: account.rolesQuota ?? QUOTAS.RolesQuota,
      Policies: own.length,
      PoliciesQuota: QUOTAS.PoliciesQuota,
      PolicySizeQuota: QUOTAS.PolicySizeQuota,
      PolicyVersionsInUse: own.reduce(
        (sum, { versions }) => sum + versions.length,
        0,
      ),
      PolicyVersionsInUseQuota: 10_000,
      VersionsPerPolicyQuota: QUOTAS.VersionsPerPolicyQuota,
      Providers: account.oidcProviders.size,
      AssumeRolePolicySizeQuota: QUOTAS.AssumeRolePolicySizeQuota,
      RolePolicySizeQuota: QUOTAS.RolePolicySizeQuota,
      UserPolicySizeQuota: 2048,
      GroupPolicySizeQuota: 5120,
      AttachedPoliciesPerRoleQuota: QUOTAS.AttachedPoliciesPerRoleQuota,
      AttachedPoliciesPerUserQuota: 10,
      AttachedPoliciesPerGroupQuota: 10,
      AccessKeysPerUserQuota: 2,
      GroupsPerUserQuota: 10,
      SigningCertificatesPerUserQuota: 2,
      ServerCertificates: 0,
      ServerCertificatesQuota: 20,
      InstanceProfiles: 0,
      InstanceProfilesQuota: 1000,
      MFADevices: 0,
      MFADevicesInUse: 0,
      AccountMFAEnabled: 1,
      AccountAccessKeysPresent: 0,
      AccountSigningCertificatesPresent: 0,
      GlobalEndpointTokenVersion: 1,
    };
    return { SummaryMap: new Map(Object.entries(summary)) };
  },
});
