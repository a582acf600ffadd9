import {
  effectivePermissions,
  findRisks,
  summarizePermissions,
  type ActionCatalogue,
} from '@backstage-irsa/iam-policy';
import type {
  EffectivePermissions,
  LayerReading,
  Permissions,
  ServicePermissions,
} from '@backstage-irsa/plugin-irsa-common';
import { evaluablePolicies, type PolicySet } from './policySet';

/** Actions and resources that a level of the headline names at most. */
const MOST = 50;

/** What a role may do: the headline of its card, and all of it. */
export interface RolePermissions {
  headline: Permissions;
  effective: Omit<EffectivePermissions, 'checkedAt'>;
}

/** What the role may do by its own policies within its boundary, and the dangers in that. */
export function permissionsOf(
  set: PolicySet,
  { catalogue, now }: { catalogue: ActionCatalogue; now: Date },
): RolePermissions {
  const { identityPolicies, permissionsBoundary, trustPolicy } =
    evaluablePolicies(set);
  const unread = set.layers.filter(({ state }) => state === 'not-read');
  const risks = findRisks(identityPolicies, {
    permissionsBoundary,
    trustPolicy,
    catalogue,
    now,
  });
  const { services } = summarizePermissions(identityPolicies, {
    catalogue,
    permissionsBoundary,
  });
  const unreadable = unread.flatMap(inWords);
  return {
    headline: {
      services: services.map(shortened),
      risks,
      ...(unreadable.length > 0 && { unreadable }),
    },
    effective: {
      ...effectivePermissions(
        {
          identityPolicies,
          permissionsBoundary,
          unreadable: unread.map(({ layer }) => layer),
        },
        { catalogue, now },
      ),
      risks,
      layers: set.layers,
      policies: set.policies,
    },
  };
}

/** A headline is read with every card, and an administrator has 20,000 actions: those of a full level go without saying. */
function shortened(service: ServicePermissions): ServicePermissions {
  return {
    ...service,
    levels: service.levels.map(level => ({
      ...level,
      actions: level.extent === 'full' ? [] : level.actions.slice(0, MOST),
      resources: level.resources.slice(0, MOST),
    })),
  };
}

/** For the headline, which does not repeat on every card that policies of the organisation are not read. */
function inWords({ layer, reason }: LayerReading): string[] {
  if (layer === 'identity') return [`Policies of the role: ${reason}`];
  return layer === 'permissions-boundary'
    ? [`Permissions boundary: ${reason}`]
    : [];
}
