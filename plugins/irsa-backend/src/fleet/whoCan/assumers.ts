import { accountIdOf } from '@backstage-irsa/core/arn';
import type { LayerReading } from '@backstage-irsa/core/model';
import {
  assumeConsent,
  conditionsOfComing,
  type AccessDecision,
  type AccessQuestion,
  type DecidingRole,
  type TrustedPrincipal,
} from '@backstage-irsa/core/permissions';
import type { HolderStore, Where } from '../store/HolderStore';
import type { AccessDecisions, Decisions } from './AccessDecisions';
import { ofPrincipal, ofRow, roleOf } from './holderOf';
import type { Holder } from './holderPage';
import type { PodCallers } from './PodCallers';

/** The maximum number of roles whose assumers are searched: each search evaluates the policies of all principals that can assume roles. */
const MOST_ROLES = 50;

/** A role that can do it, and the principals that its trust policy allows. */
export interface TrustingRole {
  role: DecidingRole;
  trusted: TrustedPrincipal[];
  /** The RCPs of the role's account, if they were not read. */
  unread?: LayerReading;
}

interface Around {
  decisions: Decisions;
  /** The accounts that were scanned. */
  accounts: Set<string>;
  generation: string;
  /** The clusters whose VPC endpoints can deny their pods what their roles are allowed. */
  restricted: Set<string>;
  /** Where to search for the assumers: the roles can be anywhere. */
  where: Where;
}

/** The services that the search uses. */
interface From {
  store: HolderStore;
  decisions: AccessDecisions;
  pods: PodCallers;
}

interface Assumers {
  holders: Holder[];
  limitations: string[];
  /** The SCPs and RCPs about the assumers, and about the roles that they assume, that were not read. */
  unreadControls: LayerReading[];
  /** Returns the trusted principals of a role whose users and roles are not known; all of them if the role was not searched. */
  others(roleId: string, trusted: TrustedPrincipal[]): TrustedPrincipal[];
}

/**
 * Finds the users, roles, and pods of scanned accounts that can assume a role that can do it: the trust policy allows them, and so do their own
 * policies, where these decide. Omits principals that certainly can do it without the role, except pods that VPC endpoints can deny it: `neededSteps`
 * decides about these. Follows only one step.
 */
export async function findAssumers(
  trusting: TrustingRole[],
  around: Around,
  from: From,
): Promise<Assumers> {
  // Everybody in AWS includes the principals of scanned accounts, and others.
  const isEverybody = ({ kind, name }: TrustedPrincipal) =>
    kind === 'account' && name === '*';
  const isScanned = ({ kind, name }: TrustedPrincipal) =>
    (kind === 'account' && around.accounts.has(name)) ||
    (kind === 'principal' && around.accounts.has(accountIdOf(name)));
  const isKnown = (one: TrustedPrincipal) => isEverybody(one) || isScanned(one);
  const all = trusting.filter(({ trusted }) => trusted.some(isKnown));
  const followed = all.slice(0, MOST_ROLES);
  const ids = new Set(followed.map(({ role }) => role.id));
  const holders: Holder[] = [];
  const unreadControls: LayerReading[] = [];
  for (const { trusted, ...rest } of followed) {
    const known = trusted.filter(isKnown);
    const of = await assumersOf({ ...rest, trusted: known }, around, from);
    holders.push(...of.holders);
    unreadControls.push(...of.unreadControls);
  }
  return {
    ...{ holders, unreadControls },
    limitations:
      all.length > followed.length
        ? [
            `Principals that can assume these roles are shown for only ${MOST_ROLES} of ${all.length} roles.`,
          ]
        : [],
    others: (roleId, trusted) =>
      ids.has(roleId) ? trusted.filter(one => !isScanned(one)) : trusted,
  };
}

/** Returns the question of who can assume a role. */
export function assumeQuestion(roleArn: string): AccessQuestion {
  return { action: 'sts:AssumeRole', service: 'sts', resource: roleArn };
}

async function assumersOf(
  { role, trusted, unread }: TrustingRole,
  { accounts, decisions, generation, restricted, where }: Around,
  from: From,
): Promise<Pick<Assumers, 'holders' | 'unreadControls'>> {
  const question = assumeQuestion(role.arn);
  // The principals that the trust policy allows are known already.
  const read = assumeConsent(trusted, accounts);
  const may = await from.decisions.of(question, { generation, read });
  // Who certainly can without this step does not need it. An endpoint can deny pods what their role is allowed.
  const needsStep = (id: string) =>
    isStepNeeded(decisions.get(id), decisions.get(role.id));
  const all = [...may.keys()].filter(id => id !== role.id);
  const { visibility, cluster, account } = where;
  const rows = await from.store.list(
    {
      roleIds: restricted.size > 0 ? all : all.filter(needsStep),
      ...{ cluster, account },
    },
    visibility,
  );
  const principals =
    visibility === 'all' && cluster === undefined
      ? await from.store.principals(all.filter(needsStep), account)
      : [];
  const { holders } = await from.pods.reaching(
    [
      ...rows
        .filter(
          row => needsStep(row.roleId) || restricted.has(row.cluster ?? ''),
        )
        .map(row => ofRow(row, roleOf(row))),
      ...principals.flatMap(ofPrincipal),
    ],
    question,
    { decisions: may, generation, read },
  );
  const unreadControls: LayerReading[] = [];
  const assumers = holders.flatMap(holder => {
    const arn = holder.role?.arn ?? holder.arn ?? '';
    // If the trust policy admits it in several ways, the one with the fewest conditions counts.
    const [ofTrust] = trusted
      .flatMap(one => {
        const conditions = conditionsOfComing(one, arn);
        return conditions ? [conditions] : [];
      })
      .sort((a, b) => a.length - b.length);
    const decision = holder.own ?? may.get(holder.principalId);
    if (!ofTrust || !decision) return [];
    unreadControls.push(...(decision.unreadControls ?? []));
    return [assuming(holder, role, ofTrust, decision)];
  });
  if (unread && assumers.length > 0) unreadControls.push(unread);
  return { holders: assumers, unreadControls };
}

/** Returns a holder that reaches the role by assuming it. */
function assuming(
  holder: Holder,
  role: DecidingRole,
  ofTrust: string[],
  { decision, conditions: ofPolicies = [], unknownReason }: AccessDecision,
): Holder {
  const conditions = [
    ...new Set([...(holder.conditions ?? []), ...ofTrust, ...ofPolicies]),
  ];
  const { role: before, groups: _groups, own: _own, ...rest } = holder;
  const step = before && {
    kind: 'role' as const,
    name: before.name,
    arn: before.arn,
    ...(before.isListed && { id: before.id }),
  };
  return {
    ...rest,
    id: `${role.id} ${holder.id}`,
    via: step && holder.kind !== 'role' ? [...holder.via, step] : holder.via,
    role,
    principalId: role.id,
    ...(conditions.length > 0 && { conditions }),
    ...(decision === 'unknown' && { isUnknown: true, unknownReason }),
  };
}

/** Returns the holders without pods that assume a role for what they certainly can do without it. Decides with the VPC endpoints of the pods. */
export function neededSteps(holders: Holder[], decisions: Decisions): Holder[] {
  const isDirect = ({ via }: Holder) => via.length === 0;
  const decisionOf = ({ own, principalId }: Holder) =>
    own ?? decisions.get(principalId);
  const direct = Map.groupBy(
    holders.filter(one => one.kind === 'pod' && isDirect(one)),
    one => one.serviceAccountId,
  );
  return holders.filter(holder => {
    if (holder.kind !== 'pod' || isDirect(holder)) return true;
    const without = direct.get(holder.serviceAccountId) ?? [];
    return without.every(one =>
      isStepNeeded(decisionOf(one), decisionOf(holder)),
    );
  });
}

/** Whether a principal can do more with a role than without it. If only the owner of the resource is unknown, roles of its account are of no use. */
function isStepNeeded(
  own: AccessDecision | undefined,
  byRole: AccessDecision | undefined,
): boolean {
  const { decision, isLeftToOwner, conditions: [condition] = [] } = own ?? {};
  return (
    decision !== 'allowed' &&
    !(isLeftToOwner && byRole?.conditions?.includes(condition))
  );
}
