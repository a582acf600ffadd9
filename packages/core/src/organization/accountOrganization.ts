import { hashPartsHex } from '../model/hash';
import type {
  AccountOrganization,
  OrganizationLayer,
  OrganizationLevel,
  OrganizationPolicyKind,
  OrganizationSnapshot,
  OrganizationTarget,
} from './types';

/** A path is not longer: the root, five levels of units, and the account. Source: "Quotas for AWS Organizations", AWS Organizations User Guide. */
const LONGEST_PATH = 7;

type Layers = Pick<AccountOrganization, 'serviceControl' | 'resourceControl'>;

/** What is known of an account while no organization was read, and why. */
export function unreadOrganization(
  reason: string,
  missingPermission?: string,
): AccountOrganization {
  return same({
    ...{ state: 'not-read', reason },
    ...(missingPermission !== undefined && { missingPermission }),
  });
}

/** An account that is known to be in no organization: nothing limits it. */
export function noOrganization(accountId: string): AccountOrganization {
  return same({
    state: 'absent',
    reason: `Account ${accountId} is in no organization.`,
  });
}

/**
 * Tells what the organizations decide for accounts. Build it once for a snapshot: it indexes the policies by target.
 *
 * Source: "SCP evaluation" and "RCP evaluation", AWS Organizations User Guide.
 */
export function accountOrganizations(
  snapshot: OrganizationSnapshot,
): (accountId: string) => AccountOrganization {
  const { managementAccountId, policies, readings } = snapshot;
  const targets = new Map(snapshot.targets.map(each => [each.id, each]));
  const attached = new Map<string, typeof policies>();
  for (const policy of policies) {
    for (const id of policy.targets) {
      const here = attached.get(id);
      if (here) here.push(policy);
      else attached.set(id, [policy]);
    }
  }
  const levelOf = (
    { kind, id, name }: OrganizationTarget,
    policyKind: OrganizationPolicyKind,
  ): OrganizationLevel => ({
    ...{ kind, id, name },
    policies: (attached.get(id) ?? [])
      .filter(policy => policy.kind === policyKind)
      .map(policy => {
        const { arn, document } = policy;
        return { id: policy.id, arn, name: policy.name, document };
      }),
  });
  return accountId => {
    if (accountId === managementAccountId) {
      return same({
        state: 'absent',
        reason: 'Organization policies do not apply to the management account.',
      });
    }
    const path = pathTo(accountId, targets);
    if (!path) {
      return unreadOrganization(
        `Account ${accountId} was not found in the organization of account ${managementAccountId}.`,
      );
    }
    const layerOf = (kind: OrganizationPolicyKind): OrganizationLayer => {
      const reading = readings[kind];
      if (reading.state !== 'read') return reading;
      const levels = path.map(target => levelOf(target, kind));
      return { state: 'read', levels };
    };
    return toVersioned({
      serviceControl: layerOf('service-control'),
      resourceControl: layerOf('resource-control'),
    });
  };
}

/** From the root to the account; absent when a step is not known. */
function pathTo(
  accountId: string,
  targets: ReadonlyMap<string, OrganizationTarget>,
): OrganizationTarget[] | undefined {
  const path: OrganizationTarget[] = [];
  let target = targets.get(accountId);
  if (target?.kind !== 'account') return undefined;
  while (target && path.length < LONGEST_PATH) {
    path.unshift(target);
    if (target.kind === 'root') return path;
    target = targets.get(target.parentId ?? '');
  }
  return undefined;
}

/** Both kinds alike. */
function same(layer: OrganizationLayer): AccountOrganization {
  return toVersioned({ serviceControl: layer, resourceControl: layer });
}

function toVersioned(layers: Layers): AccountOrganization {
  const { serviceControl, resourceControl } = layers;
  return {
    ...layers,
    version: hashPartsHex([serviceControl, resourceControl].flatMap(partsOf)),
  };
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
