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
} from '@backstage-irsa/plugin-irsa-common';
import { evaluablePolicies, type PolicySet } from './policySet';

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
  const { identityPolicies, permissionsBoundary } = evaluablePolicies(set);
  const unread = set.layers.filter(({ state }) => state === 'not-read');
  const risks = findRisks(identityPolicies, {
    permissionsBoundary,
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
      services,
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

/** For the headline, which does not repeat on every card that policies of the organisation are not read. */
function inWords({ layer, reason }: LayerReading): string[] {
  if (layer === 'identity') return [`Policies of the role: ${reason}`];
  return layer === 'permissions-boundary'
    ? [`Permissions boundary: ${reason}`]
    : [];
}
