import type { NamedPolicy } from '../document/types';
import { Identity } from '../evaluate/identity';
import { isAbout } from '../evaluate/vpc-endpoint';
import {
  RESOURCE_CONTROL_SERVICES,
  resourceControlsApply,
} from '../evaluate/resource-control-services';
import type { PolicyLayer } from '../document/types';
import type { InvalidPolicy } from '../document/types';
import {
  readStatements,
  type Grant,
  type Reading,
  type Statements,
} from './grant';
import type { PrincipalPolicies } from './types';

/** A list of policies of which at least one statement must allow a request, in addition to the identity policies. */
export interface Limit {
  layer: PolicyLayer;
  /** The target that the policies are attached to, if they specify one. */
  level?: string;
  allows: Grant[];
  invalid: InvalidPolicy[];
}

/** The statements of a VPC endpoint policy that apply to a principal. */
interface EndpointStatements {
  service: string;
  limit: Limit;
  denies: Grant[];
}

/** The statements that apply to a principal, by layer. */
export interface Layers {
  grants: Grant[];
  denies: Grant[];
  limits: Limit[];
  /** The statements of the VPC endpoint policies, each for requests to one service. */
  endpoints: EndpointStatements[];
  /** The broken documents of all layers. */
  invalid: InvalidPolicy[];
  /** The layers that apply but could not be read, in whole or in part. */
  unreadable: PolicyLayer[];
  /** The condition keys of all statements, in lower case. */
  keys: ReadonlySet<string>;
}

type Read = Statements & Pick<Limit, 'layer' | 'level'>;

/** Reads every statement once, so that the result can answer questions about any number of actions. */
export function readLayers(input: PrincipalPolicies, reading: Reading): Layers {
  const { permissionsBoundary, sessionPolicies = [], unreadable = [] } = input;
  let nextId = 0;
  const keys = new Set<string>();
  const read = (layer: PolicyLayer, policies: NamedPolicy[]): Read => {
    const statements = readStatements(layer, policies, reading, nextId);
    const { allows, denies } = statements;
    nextId += allows.length + denies.length;
    [...allows, ...denies]
      .flatMap(({ statement: { conditions } }) => conditions)
      .forEach(({ key }) => keys.add(key.toLowerCase()));
    return { layer, level: policies[0]?.level, ...statements };
  };
  const own = read('identity', input.identityPolicies);
  const others = [
    ...(permissionsBoundary
      ? [read('permissions-boundary', [permissionsBoundary])]
      : []),
    ...(sessionPolicies.length > 0 ? [read('session', sessionPolicies)] : []),
    ...(input.serviceControlPolicies ?? []).map(level =>
      read('service-control', level),
    ),
    ...(input.resourceControlPolicies ?? []).map(level =>
      read('resource-control', level),
    ),
  ];
  const canApply = ({ certainty }: Grant) => certainty !== 'never';
  const limitOf = ({ layer, level, allows, invalid }: Read): Limit => ({
    ...{ layer, level, invalid },
    allows: allows.filter(canApply),
  });
  const { principal, byService = {} } = input.vpcEndpoints ?? {};
  const identity =
    principal && new Identity(principal, permissionsBoundary !== undefined);
  const endpoints = Object.entries(byService).map(([service, endpoint]) => {
    const all = read('vpc-endpoint', [endpoint.policy]);
    const counts = ({ statement }: Grant) =>
      identity !== undefined && isAbout(endpoint, statement, identity);
    const { allows, denies } = all;
    return {
      service,
      limit: limitOf({ ...all, allows: allows.filter(counts) }),
      denies: denies.filter(counts).filter(canApply),
    };
  });
  return {
    grants: own.allows,
    denies: [own, ...others].flatMap(({ denies }: Statements) =>
      denies.filter(canApply),
    ),
    limits: others.map(limitOf),
    endpoints,
    invalid: [
      ...[own, ...others].flatMap(({ invalid }) => invalid),
      ...endpoints.flatMap(({ limit }) => limit.invalid),
    ],
    unreadable,
    keys,
  };
}

/** Checks whether a layer applies to any action of a service. */
export function concernsService(layer: PolicyLayer, service: string): boolean {
  return layer !== 'resource-control' || RESOURCE_CONTROL_SERVICES.has(service);
}

/** Checks whether a layer applies to an action in lower case. The result differs from `concernsService` for few actions. */
export function concernsAction(layer: PolicyLayer, action: string): boolean {
  return layer !== 'resource-control' || resourceControlsApply(action);
}
