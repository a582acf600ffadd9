import type {
  Blocker,
  ConditionOutcome,
  EvaluationRequest,
  NamedPolicy,
  Statement,
} from '@backstage-irsa/iam-policy';
import type { AccessHolder } from '../../model/types';
import { sessionsIn } from '../simulation/userId';

type Layer = Blocker['layer'];

/** Returns the request with a change applied to each policy. */
export function mapPolicies(
  request: EvaluationRequest,
  change: (policy: NamedPolicy, layer: Layer) => NamedPolicy,
): EvaluationRequest {
  const { permissionsBoundary, sessionPolicies, resourcePolicy, vpcEndpoint } =
    request;
  const changed = (layer: Layer) => (policy: NamedPolicy) =>
    change(policy, layer);
  return {
    ...request,
    identityPolicies: request.identityPolicies.map(changed('identity')),
    permissionsBoundary:
      permissionsBoundary &&
      change(permissionsBoundary, 'permissions-boundary'),
    sessionPolicies: sessionPolicies?.map(changed('session')),
    resourcePolicy: resourcePolicy && change(resourcePolicy, 'resource'),
    serviceControlPolicies: request.serviceControlPolicies?.map(level =>
      level.map(changed('service-control')),
    ),
    resourceControlPolicies: request.resourceControlPolicies?.map(level =>
      level.map(changed('resource-control')),
    ),
    vpcEndpoint: vpcEndpoint && {
      ...vpcEndpoint,
      policy: change(vpcEndpoint.policy, 'vpc-endpoint'),
    },
  };
}

/** Returns the policies of a request that match the filter. */
export function policiesIn(
  request: EvaluationRequest,
  isMeant: (policy: NamedPolicy, layer: Layer) => boolean,
): NamedPolicy[] {
  const policies: NamedPolicy[] = [];
  mapPolicies(request, (policy, layer) => {
    if (isMeant(policy, layer)) policies.push(policy);
    return policy;
  });
  return policies;
}

/** Returns the request without the given statements. */
export function without(
  request: EvaluationRequest,
  statements: Blocker[],
): EvaluationRequest {
  return mapPolicies(request, (policy, layer) => {
    const dropped = new Set(
      statements
        .filter(each => each.layer === layer && each.policy === policy.name)
        .flatMap(({ statement }) => statement ?? []),
    );
    if (dropped.size === 0) return policy;
    // Each dropped statement is replaced with one that has no effect, so that the others keep their positions.
    return mapStatements(policy, (statement, index) =>
      dropped.has(index) ? aboutNothing(statement) : statement,
    );
  });
}

/**
 * Returns the request with one statement of the resource or principal without its conditions. A statement that names sessions of the role then
 * applies to every session, and one whose resources depend on variables applies to every resource.
 */
export function withoutConditions(
  request: EvaluationRequest,
  { layer, policy: name, statement, conditions = [] }: Blocker,
): EvaluationRequest {
  const isOnAny = conditions.some(isOnResource);
  const opened = (policy: NamedPolicy): NamedPolicy =>
    policy.name === name
      ? mapStatements(policy, (one, index) => {
          if (index !== statement) return one;
          const { Condition, ...unconditional } = one;
          const rest = isOnAny ? onAny(unconditional) : unconditional;
          return sessionsIn(one.Principal, request.principal.arn).length > 0
            ? { ...rest, Principal: '*' }
            : rest;
        })
      : policy;
  return layer === 'resource'
    ? {
        ...request,
        resourcePolicy:
          request.resourcePolicy && opened(request.resourcePolicy),
      }
    : { ...request, identityPolicies: request.identityPolicies.map(opened) };
}

function isOnResource({ operator }: ConditionOutcome): boolean {
  return operator === 'Resource' || operator === 'NotResource';
}

function onAny({ NotResource: _, ...rest }: Statement): Statement {
  return { ...rest, Resource: '*' };
}

function mapStatements(
  policy: NamedPolicy,
  change: (statement: Statement, index: number) => Statement,
): NamedPolicy {
  const all: Statement[] = [policy.document.Statement].flat();
  return {
    ...policy,
    document: { ...policy.document, Statement: all.map(change) },
  };
}

function aboutNothing({ NotAction: _, ...rest }: Statement): Statement {
  return { ...rest, Action: 'none:None' };
}

type Ref = AccessHolder['decidedBy'][number];

export function refOf({ layer, level, policy, statement, sid }: Ref): Ref {
  return {
    ...(layer !== undefined && { layer }),
    ...(level !== undefined && { level }),
    policy,
    statement,
    ...(sid !== undefined && { sid }),
  };
}

export function refsOf({
  layer,
  level,
  policy,
  statement,
  sid,
}: Blocker): Ref[] {
  return policy === undefined || statement === undefined
    ? []
    : [refOf({ layer, level, policy, statement, sid })];
}
