import type { Known } from '../conditions/certainty';
import type { NamedPolicy } from '../document/types';
import { RESOURCE_CONTROL_SERVICES } from '../evaluate/resource-control-services';
import type { PolicyLayer } from '../document/types';
import type { InvalidPolicy } from '../document/types';
import { readStatements, type Grant, type Statements } from './grant';
import type { PrincipalPolicies } from './types';

/** One list of policies of which some statement must allow a request, beside the identity policies. */
export interface Limit {
  layer: PolicyLayer;
  /** What the policies are attached to, of SCPs and RCPs that say so. */
  level?: string;
  allows: Grant[];
  invalid: InvalidPolicy[];
}

/** The statements of a principal, layer by layer. */
export interface Layers {
  grants: Grant[];
  denies: Grant[];
  limits: Limit[];
  /** Broken documents of every layer. */
  invalid: InvalidPolicy[];
  /** Limits and denies that concern only services that take part in RCPs. */
  unreadable: PolicyLayer[];
}

/** Reads every statement once, for questions about any number of actions. */
export function readLayers(input: PrincipalPolicies, known: Known): Layers {
  const { permissionsBoundary, unreadable = [] } = input;
  let nextId = 0;
  const read = (layer: PolicyLayer, policies: NamedPolicy[]) => {
    const statements = readStatements(layer, policies, known, nextId);
    nextId += statements.allows.length + statements.denies.length;
    return { layer, level: policies[0]?.level, ...statements };
  };
  const identity = read('identity', input.identityPolicies);
  const others = [
    ...(permissionsBoundary
      ? [read('permissions-boundary', [permissionsBoundary])]
      : []),
    ...(input.serviceControlPolicies ?? []).map(level =>
      read('service-control', level),
    ),
    ...(input.resourceControlPolicies ?? []).map(level =>
      read('resource-control', level),
    ),
  ];
  const canApply = ({ certainty }: Grant) => certainty !== 'never';
  return {
    grants: identity.allows,
    denies: [identity, ...others].flatMap(({ denies }: Statements) =>
      denies.filter(canApply),
    ),
    limits: others.map(({ layer, level, allows, invalid }) => ({
      layer,
      level,
      allows: allows.filter(canApply),
      invalid,
    })),
    invalid: [identity, ...others].flatMap(({ invalid }) => invalid),
    unreadable,
  };
}

/** Whether a layer has a say about the actions of a service. */
export function concernsService(layer: PolicyLayer, service: string): boolean {
  return layer !== 'resource-control' || RESOURCE_CONTROL_SERVICES.has(service);
}
