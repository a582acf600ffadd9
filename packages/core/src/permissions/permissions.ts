import {
  effectivePermissions,
  summarizePermissions,
  type ActionCatalogue,
  type WorkBudget,
} from '@backstage-irsa/iam-policy';
import type {
  EffectivePermissions,
  LayerReading,
  Permissions,
  ServicePermissions,
} from '../model/types';
import type { Observation } from '../model/observation';
import { catalogueFor } from './catalogueFor';
import { TOO_COMPLEX } from './notEvaluated';
import type { OrganizationControls } from './organization/organizationControls';
import {
  evaluablePolicies,
  invalidPoliciesOf,
  withControls,
  type PolicySet,
} from './policySet';
import { serviceEndpoints, type VpcEndpoints } from './vpcEndpoints';
import { policyRisks, withTrustRisks } from './risks';

/** The maximum number of actions and of resources that a level of the headline lists. */
const MOST = 50;

/** The permissions of a role: the headline of its card, and the full set. */
export interface RolePermissions {
  headline: Permissions;
  effective: Omit<EffectivePermissions, 'checkedAt'>;
}

/** The facts for computing permissions. */
interface Known {
  catalogue: ActionCatalogue;
  now: Date;
  /** The organization policies of the role's account; absent if unknown. */
  organization?: OrganizationControls;
  /** The role of the pods and the VPC endpoints of their cluster. Absent for a role alone, because it can be used from anywhere. */
  calls?: { roleArn: string; vpcEndpoints: Observation<VpcEndpoints> };
  /** The work limit; by default, a fraction of a second for each part. */
  budget?: WorkBudget;
}

/** Returns what the role's own policies allow within its boundary, and the risks in that. */
export function permissionsOf(set: PolicySet, known: Known): RolePermissions {
  const risks = withTrustRisks(policyRisks(set, known), set, known);
  return {
    headline: { ...permissionSummary(set, known), risks },
    effective: effectiveOf(set, risks, known),
  };
}

/** Returns the permissions for a policy set that could not be evaluated. */
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
      unreadable: inWords(unreadLayers({ policies, layers: unread })),
    },
    effective: { services: [], risks: [], layers: unread, policies },
  };
}

/** Returns the summary for the card of a role, regardless of who can assume the role. */
export function permissionSummary(
  set: PolicySet,
  { catalogue, budget }: Pick<Known, 'catalogue' | 'budget'>,
): Omit<Permissions, 'risks'> {
  const { identityPolicies, permissionsBoundary, sessionPolicies } =
    evaluablePolicies(set);
  const { services, tooComplex } = summarizePermissions(identityPolicies, {
    ...{ permissionsBoundary, sessionPolicies, budget },
    catalogue: catalogueFor(set.partition, catalogue),
  });
  if (tooComplex) return unreadPermissions(set, TOO_COMPLEX).headline;
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
  const { tooComplex, ...permissions } = effectivePermissions(
    {
      identityPolicies,
      permissionsBoundary,
      sessionPolicies,
      serviceControlPolicies,
      resourceControlPolicies,
      vpcEndpoints: endpoints,
      unreadable: unreadLayers(all).map(({ layer }) => layer),
    },
    {
      ...{ ...options, context },
      catalogue: catalogueFor(set.partition, options.catalogue),
    },
  );
  return {
    ...(tooComplex
      ? unreadPermissions(all, TOO_COMPLEX).effective
      : { ...permissions, layers: all.layers }),
    invalidPolicies: invalidPoliciesOf(set),
    risks,
    policies: set.policies,
  };
}

function unreadLayers({ layers }: PolicySet): LayerReading[] {
  return layers.filter(({ state }) => state === 'not-read');
}

/** Shortens the headline, which is loaded with every card: an administrator has 20,000 actions. Levels with full access need no list. */
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

/** The layers that the headline names. It does not repeat on every card that organization policies are not read. */
const NAMES: Partial<Record<LayerReading['layer'], string>> = {
  identity: 'policies of the role',
  session: 'session policy',
  'permissions-boundary': 'permissions boundary',
};

/** Describes the layers that were not read, with 1 sentence per reason. */
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
