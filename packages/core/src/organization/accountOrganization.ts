import { hashPartsHex } from '../model/hash';
import type {
  AccountOrganization,
  AttachedPolicy,
  OrganizationLayer,
  OrganizationLevel,
  OrganizationPolicyKind,
  OrganizationSnapshot,
  OrganizationTarget,
} from './types';

/**
 * The maximum length of a path: the root, 5 levels of units, and the account.
 * Source: "Quotas for AWS Organizations", AWS Organizations User Guide.
 */
const LONGEST_PATH = 7;

type Unversioned = Omit<AccountOrganization, 'version' | 'readAt'>;

const EXEMPT: OrganizationLayer = {
  state: 'absent',
  reason: 'Organization policies do not apply to the management account.',
};

/** Returns the state of an account whose organization was not read, with the reason. */
export function unreadOrganization(
  reason: string,
  missingPermission?: string,
): AccountOrganization {
  return same({
    ...{ state: 'not-read', reason },
    ...(missingPermission !== undefined && { missingPermission }),
  });
}

/** Returns the state of an account that is known to be in no organization, so nothing limits it. */
export function noOrganization(accountId: string): AccountOrganization {
  return same({
    state: 'absent',
    reason: `Account ${accountId} is in no organization.`,
  });
}

/**
 * Creates a function that returns the organization's policies for an account. Build it once per snapshot, because it indexes the policies by target
 * and caches accounts.
 *
 * Source: "SCP evaluation" and "RCP evaluation", AWS Organizations User Guide.
 */
export function accountOrganizations({
  id,
  managementAccountId,
  policies,
  readings,
  targets,
}: OrganizationSnapshot): (accountId: string) => AccountOrganization {
  const byId = new Map(targets.map(target => [target.id, target]));
  const byTarget = policiesByTarget(policies);
  const layerOf = (
    steps: OrganizationTarget[],
    kind: OrganizationPolicyKind,
  ): OrganizationLayer => {
    const reading = readings[kind];
    if (reading.state !== 'read') return reading;
    const levels = steps.map(target => {
      const here = byTarget.get(target.id) ?? [];
      return levelOf(
        target,
        here.filter(policy => policy.kind === kind),
      );
    });
    return { state: 'read', levels };
  };
  const decided = new Map<string, AccountOrganization>();
  return accountId => {
    const before = decided.get(accountId);
    if (before) return before;
    const steps = stepsTo(accountId, byId);
    if (!steps) {
      return unreadOrganization(
        `Account ${accountId} was not found in the organization of account ${managementAccountId}.`,
      );
    }
    const path = [id, ...steps.slice(0, -1).map(step => step.id), ''].join('/');
    const organization = toVersioned(
      accountId === managementAccountId
        ? { path, serviceControl: EXEMPT, resourceControl: EXEMPT }
        : {
            path,
            serviceControl: layerOf(steps, 'service-control'),
            resourceControl: layerOf(steps, 'resource-control'),
          },
    );
    decided.set(accountId, organization);
    return organization;
  };
}

function policiesByTarget(
  policies: AttachedPolicy[],
): Map<string, AttachedPolicy[]> {
  const byTarget = new Map<string, AttachedPolicy[]>();
  for (const policy of policies) {
    for (const id of policy.targets) {
      const here = byTarget.get(id);
      if (here) here.push(policy);
      else byTarget.set(id, [policy]);
    }
  }
  return byTarget;
}

function levelOf(
  { kind, id, name }: OrganizationTarget,
  attached: AttachedPolicy[],
): OrganizationLevel {
  return {
    ...{ kind, id, name },
    policies: attached.map(policy => {
      const { arn, document } = policy;
      return { id: policy.id, arn, name: policy.name, document };
    }),
  };
}

/** Returns the path from the root to the account; undefined if a step is unknown. */
function stepsTo(
  accountId: string,
  targets: ReadonlyMap<string, OrganizationTarget>,
): OrganizationTarget[] | undefined {
  const steps: OrganizationTarget[] = [];
  let target = targets.get(accountId);
  if (target?.kind !== 'account') return undefined;
  while (target && steps.length < LONGEST_PATH) {
    steps.unshift(target);
    if (target.kind === 'root') return steps;
    target = targets.get(target.parentId ?? '');
  }
  return undefined;
}

/** Uses the same layer for both kinds of policies. */
function same(layer: OrganizationLayer): AccountOrganization {
  return toVersioned({ serviceControl: layer, resourceControl: layer });
}

function toVersioned(organization: Unversioned): AccountOrganization {
  const { path = '', serviceControl, resourceControl } = organization;
  const parts = [serviceControl, resourceControl].flatMap(partsOf);
  return { ...organization, version: hashPartsHex([path, ...parts]) };
}

function partsOf(layer: OrganizationLayer): string[] {
  if (layer.state !== 'read') return [layer.state, layer.reason];
  return [
    layer.state,
    ...layer.levels.flatMap(({ id, name, policies }) => [
      ...[id, name, String(policies.length)],
      ...policies.flatMap(policy => [policy.id, policy.name, policy.document]),
    ]),
  ];
}
