import { createHash } from 'node:crypto';
import type { Account, ServiceControlPolicy } from '../../state/account';
import type {
  ControlPolicy,
  Organization,
  PolicyType,
} from '../../state/organization';
import { FULL_ACCESS } from '../../company/organization';

/** A policy of an organization, as AWS Organizations shows it. */
export interface OrganizationPolicy {
  id: string;
  name: string;
  type: PolicyType;
  content: string;
  awsManaged: boolean;
}

/** An organization with the policies that affect authorization. */
export interface GovernedOrganization extends Organization {
  /** The policies by ID. */
  policies: Map<string, OrganizationPolicy>;
  /** The IDs of the directly attached policies, by the ID of the root, OU, or account. */
  attachedIds: Map<string, string[]>;
}

/**
 * The policies that AWS attaches to the root and everything below it. Source: "Attaching policies" and "Resource control policies", AWS Organizations
 * User Guide.
 */
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

function toPolicy(policy: ControlPolicy): OrganizationPolicy {
  const { type, name, document: content } = policy;
  if (type === 'SERVICE_CONTROL_POLICY' && isFullAccess(policy)) {
    return FULL_SCP;
  }
  const digest = createHash('sha256').update(`${name}\n${content}`);
  const id = `p-${digest.digest('hex').slice(0, 8)}`;
  return { ...{ id, name, content }, type, awsManaged: false };
}

function toScp(policy: ServiceControlPolicy): ControlPolicy {
  return { ...policy, type: 'SERVICE_CONTROL_POLICY' };
}

/** Returns the SCP levels of an account that affect authorization: a level with only the full access policy does not. */
function decidingLevels({
  serviceControlPolicies,
}: Account): ServiceControlPolicy[][] {
  return serviceControlPolicies.filter(
    level => level.length === 0 || !level.every(isFullAccess),
  );
}

function ofType<T extends { type: PolicyType }>(
  policies: T[],
  type: PolicyType,
): T[] {
  return policies.filter(policy => policy.type === type);
}

/** Returns the policies of the enabled types at a target. AWS's full access SCP is included only if no other SCP is attached. */
export function policiesAt(
  { attached, policyTypes }: Organization,
  id: string,
): OrganizationPolicy[] {
  const own = (attached.get(id) ?? []).map(toPolicy);
  const scps = ofType(own, 'SERVICE_CONTROL_POLICY');
  const rcps = ofType(own, 'RESOURCE_CONTROL_POLICY');
  return [...(scps.length > 0 ? scps : [FULL_SCP]), FULL_RCP, ...rcps].filter(
    ({ type }) => policyTypes.has(type),
  );
}

/**
 * Returns the organization with the targets of all policies, so that the same levels apply to each account as in authorization. Includes the levels
 * that an account has of its own: the last level is attached to the account itself, and the levels above it to additional OUs below the account's OU.
 */
export function governed(
  organization: Organization,
  accounts: ReadonlyMap<string, Account>,
): GovernedOrganization {
  const { rootId, managementAccountId } = organization;
  const units = new Map(organization.units);
  const members = new Map(organization.members);
  const policies = new Map(FULL.map(policy => [policy.id, policy]));
  const attachedIds = new Map<string, string[]>();
  const attach = (id: string, here: OrganizationPolicy[]) => {
    here.forEach(policy => policies.set(policy.id, policy));
    attachedIds.set(
      id,
      here.map(policy => policy.id),
    );
  };
  for (const id of [rootId, ...units.keys(), ...members.keys()]) {
    attach(id, policiesAt(organization, id));
  }
  for (const member of organization.members.values()) {
    const account = accounts.get(member.id);
    if (!account || member.id === managementAccountId) continue;
    const attached = organization.attached.get(member.id) ?? [];
    const levels = decidingLevels(account).map(level => level.map(toScp));
    const scps = ofType(attached, 'SERVICE_CONTROL_POLICY');
    if (scps.length > 0) levels.push(scps);
    let { parentId } = member;
    levels.slice(0, -1).forEach((level, index) => {
      const id = `ou-${rootId.slice('r-'.length)}-${member.id}l${index}`;
      units.set(id, { id, name: `${member.name}-${index + 1}`, parentId });
      attach(id, [...level.map(toPolicy), FULL_RCP]);
      parentId = id;
    });
    members.set(member.id, { ...member, parentId });
    const last = levels.at(-1);
    const rcps = ofType(attached, 'RESOURCE_CONTROL_POLICY');
    if (last) {
      attach(member.id, [...[...last, ...rcps].map(toPolicy), FULL_RCP]);
    }
  }
  return { ...organization, units, members, policies, attachedIds };
}
