import { createHash } from 'node:crypto';
import type { Account, ServiceControlPolicy } from '../../state/account';
import type { Organization } from '../../state/organization';
import { FULL_ACCESS } from '../../company/organization';

/** The types of policies that are enabled at the root. */
export const POLICY_TYPES = [
  'SERVICE_CONTROL_POLICY',
  'RESOURCE_CONTROL_POLICY',
] as const;

/** A policy of an organization. */
export interface OrganizationPolicy {
  id: string;
  name: string;
  type: (typeof POLICY_TYPES)[number];
  content: string;
  awsManaged: boolean;
}

/** An organization with the policies that take part in decisions. */
export interface GovernedOrganization extends Organization {
  /** By ID. */
  policies: Map<string, OrganizationPolicy>;
  /** The IDs of policies by the ID of the root, unit or account to which they are attached directly. */
  attached: Map<string, string[]>;
}

/** What AWS attaches to the root and everything below it. Source: "Attaching policies" and "Resource control policies", AWS Organizations User Guide. */
const FULL: OrganizationPolicy[] = [
  {
    ...{ id: 'p-FullAWSAccess', name: FULL_ACCESS.name, awsManaged: true },
    type: 'SERVICE_CONTROL_POLICY',
    content: FULL_ACCESS.document,
  },
  {
    ...{ id: 'p-RCPFullAWSAccess', name: 'RCPFullAWSAccess', awsManaged: true },
    type: 'RESOURCE_CONTROL_POLICY',
    content: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' },
      ],
    }),
  },
];

const [FULL_SCP, FULL_RCP] = FULL;

function isFullAccess({ document }: ServiceControlPolicy): boolean {
  return document === FULL_ACCESS.document;
}

function toPolicy(policy: ServiceControlPolicy): OrganizationPolicy {
  if (isFullAccess(policy)) return FULL_SCP;
  const { name, document: content } = policy;
  const digest = createHash('sha256').update(`${name}\n${content}`);
  return {
    ...{ id: `p-${digest.digest('hex').slice(0, 8)}`, name, content },
    type: 'SERVICE_CONTROL_POLICY',
    awsManaged: false,
  };
}

/** The levels over an account that decide anything: one of full access alone does not. */
function decidingLevels({
  serviceControlPolicies,
}: Account): ServiceControlPolicy[][] {
  return serviceControlPolicies.filter(
    level => level.length === 0 || !level.every(isFullAccess),
  );
}

/**
 * Where the service control policies of accounts are attached, so that each account is under the same levels as in decisions. An account has its own
 * levels here: the last one is attached to the account itself, and those over it to units of its own below its unit.
 */
export function governed(
  organization: Organization,
  accounts: ReadonlyMap<string, Account>,
): GovernedOrganization {
  const { rootId, managementAccountId } = organization;
  const units = new Map(organization.units);
  const members = new Map(organization.members);
  const policies = new Map(FULL.map(policy => [policy.id, policy]));
  const attached = new Map(
    [rootId, ...units.keys(), ...members.keys()].map(id => [
      id,
      FULL.map(policy => policy.id),
    ]),
  );
  const attach = (id: string, level: ServiceControlPolicy[]) => {
    const own = level.map(toPolicy);
    own.forEach(policy => policies.set(policy.id, policy));
    attached.set(id, [...own.map(policy => policy.id), FULL_RCP.id]);
  };
  for (const member of organization.members.values()) {
    const account = accounts.get(member.id);
    if (!account || member.id === managementAccountId) continue;
    const levels = decidingLevels(account);
    let { parentId } = member;
    levels.slice(0, -1).forEach((level, index) => {
      const id = `ou-${rootId.slice('r-'.length)}-${member.id}l${index}`;
      units.set(id, { id, name: `${member.name}-${index + 1}`, parentId });
      attach(id, level);
      parentId = id;
    });
    members.set(member.id, { ...member, parentId });
    const last = levels.at(-1);
    if (last) attach(member.id, last);
  }
  return { ...organization, units, members, policies, attached };
}
