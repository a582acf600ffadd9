import type {
  Blocker,
  EvaluationRequest,
  NamedPolicy,
  Statement,
} from '@backstage-irsa/iam-policy';
import type { AccessHolder } from '../../model/types';

/** The request without some statements. */
export function without(
  request: EvaluationRequest,
  statements: Blocker[],
): EvaluationRequest {
  const {
    identityPolicies,
    permissionsBoundary,
    sessionPolicies,
    resourcePolicy,
    serviceControlPolicies,
    resourceControlPolicies,
    vpcEndpoint,
  } = request;
  const restIn =
    (layer: Blocker['layer']) =>
    (policy: NamedPolicy): NamedPolicy => {
      const dropped = new Set(
        statements
          .filter(each => each.layer === layer && each.policy === policy.name)
          .flatMap(({ statement }) => statement ?? []),
      );
      if (dropped.size === 0) return policy;
      // In place of each is one that is about nothing, so that the others keep their positions.
      return mapStatements(policy, (statement, index) =>
        dropped.has(index) ? aboutNothing(statement) : statement,
      );
    };
  return {
    ...request,
    identityPolicies: identityPolicies.map(restIn('identity')),
    permissionsBoundary:
      permissionsBoundary &&
      restIn('permissions-boundary')(permissionsBoundary),
    sessionPolicies: sessionPolicies?.map(restIn('session')),
    resourcePolicy: resourcePolicy && restIn('resource')(resourcePolicy),
    serviceControlPolicies: serviceControlPolicies?.map(level =>
      level.map(restIn('service-control')),
    ),
    resourceControlPolicies: resourceControlPolicies?.map(level =>
      level.map(restIn('resource-control')),
    ),
    vpcEndpoint: vpcEndpoint && {
      ...vpcEndpoint,
      policy: restIn('vpc-endpoint')(vpcEndpoint.policy),
    },
  };
}

/** The request with a statement, of the resource or of the principal, that asks for nothing. */
export function withoutConditions(
  request: EvaluationRequest,
  { layer, policy: name, statement }: Blocker,
): EvaluationRequest {
  const opened = (policy: NamedPolicy): NamedPolicy =>
    policy.name === name
      ? mapStatements(policy, (one, index) => {
          const { Condition, ...rest } = one;
          return index === statement ? rest : one;
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
