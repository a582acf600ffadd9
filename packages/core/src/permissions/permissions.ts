import {
  effectivePermissions,
  summarizePermissions,
  type ActionCatalogue,
} from '@backstage-irsa/iam-policy';
import type {
  EffectivePermissions,
  LayerReading,
  Permissions,
  ServicePermissions,
} from '../model/types';
import type { Observation } from '../model/observation';
import type { OrganizationControls } from './organization/organizationControls';
import {
  evaluablePolicies,
  invalidPoliciesOf,
  withControls,
  type PolicySet,
} from './policySet';
import { serviceEndpoints, type VpcEndpoints } from './vpcEndpoints';
import { policyRisks, withTrustRisks } from './risks';

/** Actions and resources that a level of the headline names at most. */
const MOST = 50;

/** What a role may do: the headline of its card, and all of it. */
export interface RolePermissions {
  headline: Permissions;
  effective: Omit<EffectivePermissions, 'checkedAt'>;
}

/** What permissions are made with. */
interface Known {
  catalogue: ActionCatalogue;
  now: Date;
  /** Those of the role's account; absent where nobody knows them. */
  organization?: OrganizationControls;
  /** The role of the pods, and the VPC endpoints of their cluster, through which they call. Absent for a role by itself: it may be used from anywhere. */
  calls?: { roleArn: string; vpcEndpoints: Observation<VpcEndpoints> };
}

/** What the role may do by its own policies within its boundary, and the dangers in that. */
export function permissionsOf(set: PolicySet, known: Known): RolePermissions {
  const risks = withTrustRisks(policyRisks(set, known), set, known);
  return {
    headline: { ...permissionSummary(set, known), risks },
    effective: effectiveOf(set, risks, known),
  };
}

/** What is told of a set that could not be evaluated. */
export function unreadPermissions(
  { policies, layers }: PolicySet,
  reason: string,
): RolePermissions {
  const unread = layers.map(
    (reading): LayerReading =>
      reading.layer === 'identity'
        ? { layer: 'identity', state: 'not-read', reason }
        : reading,
  );
  return {
    headline: {
      services: [],
      risks: [],
      unreadable: inWords(unread),
    },
    effective: { services: [], risks: [], layers: unread, policies },
  };
}

/** What the card of a role says, no matter who may be the role. */
export function permissionSummary(
  set: PolicySet,
  { catalogue }: Pick<Known, 'catalogue'>,
): Omit<Permissions, 'risks'> {
  const { identityPolicies, permissionsBoundary, sessionPolicies } =
    evaluablePolicies(set);
  const { services } = summarizePermissions(identityPolicies, {
    ...{ catalogue, permissionsBoundary, sessionPolicies },
  });
  const unreadable = inWords(unreadLayers(set));
  return {
    services: services.map(shortened),
    ...(unreadable.length > 0 && { unreadable }),
  };
}

function effectiveOf(
  set: PolicySet,
  risks: Permissions['risks'],
  known: Known,
): RolePermissions['effective'] {
  const { organization, calls, ...options } = known;
  const { identityPolicies, permissionsBoundary, sessionPolicies } =
    evaluablePolicies(set);
  const { serviceControlPolicies, resourceControlPolicies, context } =
    organization ?? {};
  const { layers } = organization ? withControls(set, organization) : set;
  const endpoints = calls && {
    ...serviceEndpoints(calls.vpcEndpoints),
    principal: { kind: 'role' as const, arn: calls.roleArn },
  };
  const all = {
    ...set,
    layers: endpoints ? [...layers, endpoints.reading] : layers,
  };
  return {
    ...effectivePermissions(
      {
        identityPolicies,
        permissionsBoundary,
        sessionPolicies,
        serviceControlPolicies,
        resourceControlPolicies,
        vpcEndpoints: endpoints,
        unreadable: unreadLayers(all).map(({ layer }) => layer),
      },
      { ...options, context },
    ),
    invalidPolicies: invalidPoliciesOf(set),
    risks,
    layers: all.layers,
    policies: set.policies,
  };
}

function unreadLayers({ layers }: PolicySet): LayerReading[] {
  return layers.filter(({ state }) => state === 'not-read');
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

/** Layers that the headline speaks of: it does not repeat on every card that policies of the organization are not read. */
const NAMES: Partial<Record<LayerReading['layer'], string>> = {
  identity: 'policies of the role',
  session: 'session policy',
  'permissions-boundary': 'permissions boundary',
};

/** Layers that were not read, those of the same reason in one sentence. */
function inWords(unread: LayerReading[]): string[] {
  const byReason = new Map<string | undefined, string[]>();
  for (const { layer, reason } of unread) {
    const name = NAMES[layer];
    if (name) byReason.set(reason, [...(byReason.get(reason) ?? []), name]);
  }
  return [...byReason].map(([reason, names]) => {
    const words = names.join(' and ');
    return `${words[0].toUpperCase()}${words.slice(1)}: ${reason}`;
  });
}
