import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';
import type {
  AccountOrganization,
  OrganizationLayer,
  OrganizationLevel,
  OrganizationPolicy,
} from '../organization';

/** A policy of the organization o-company99. */
export function organizationPolicy(
  name: string,
  ...statements: Statement[]
): OrganizationPolicy {
  const document: PolicyDocument = {
    Version: '2012-10-17',
    Statement: statements,
  };
  return {
    id: `p-${name}`,
    arn: `arn:aws:organizations::999900000000:policy/o-company99/service_control_policy/p-${name}`,
    name,
    document: JSON.stringify(document),
  };
}

const allowAll: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };

export const FULL_SCP = organizationPolicy('FullAWSAccess', allowAll);
const FULL_RCP = organizationPolicy('RCPFullAWSAccess', {
  ...allowAll,
  Principal: '*',
});

/** The policies attached to the root, an OU, and the account, in addition to full access. */
export interface AttachedPolicies {
  root?: OrganizationPolicy[];
  workloads?: OrganizationPolicy[];
  account?: OrganizationPolicy[];
}

function layerOf(
  full: OrganizationPolicy,
  { root = [], workloads = [], account = [] }: AttachedPolicies,
): OrganizationLayer {
  const levels: OrganizationLevel[] = [
    { kind: 'root', id: 'r-ab12', name: 'Root', policies: [full, ...root] },
    {
      ...{ kind: 'organizational-unit', id: 'ou-ab12-1', name: 'workloads' },
      policies: [full, ...workloads],
    },
    {
      ...{ kind: 'account', id: '111122223333', name: 'prod' },
      policies: [full, ...account],
    },
  ];
  return { state: 'read', levels };
}

/** An account in the OU workloads of the root. Both layers are read unless the change says otherwise. */
export function organizationWith(
  attached: { scps?: AttachedPolicies; rcps?: AttachedPolicies } = {},
  change: Partial<AccountOrganization> = {},
): AccountOrganization {
  return {
    serviceControl: layerOf(FULL_SCP, attached.scps ?? {}),
    resourceControl: layerOf(FULL_RCP, attached.rcps ?? {}),
    path: 'o-company99/r-ab12/ou-ab12-1/',
    version: '1',
    ...change,
  };
}
