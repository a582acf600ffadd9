import {
  describeCondition,
  evaluate,
  type ActionCatalogue,
  type Blocker,
  type EvaluateOptions,
  type EvaluationRequest,
  type EvaluationResult,
  type NamedPolicy,
  type RequestContext,
} from '@backstage-irsa/iam-policy';
import {
  type LayerReading,
  type SimulationRequest,
  type SimulationResult,
} from '../model/types';
import { callContext } from './simulationContext';
import { consentTo } from './consent';
import {
  evaluablePolicies,
  invalidPoliciesOf,
  type PolicySet,
} from './policySet';
import { summaryOf } from './summary';

/** Who is asked about: a role, with the condition keys that each of its sessions carries. */
export interface SimulatedRole {
  arn: string;
  tags: Record<string, string>;
}

/**
 * Whether sessions of the role can do what is asked, by the role's policies within its boundary. Pods assume the role without a session
 * policy, and the policies of resources and of the organization are not read: where the resource must allow it too, the answer is that of the
 * role's side alone, and `layers` and `summary` say so.
 */
export function simulate(
  requests: SimulationRequest[],
  role: SimulatedRole,
  set: PolicySet,
  { now, catalogue }: { now: Date; catalogue?: ActionCatalogue },
): SimulationResult[] {
  const { identityPolicies, permissionsBoundary } = evaluablePolicies(set);
  const invalidPolicies = invalidPoliciesOf(set);
  return requests.map(request => {
    const { action, resource, context = {} } = request;
    const { result, resourceSide } = decide(
      {
        identityPolicies,
        permissionsBoundary,
        principal: { kind: 'role', arn: role.arn },
        action,
        resource,
        context: { ...sessionContext(role, now), ...context },
      },
      { catalogue },
    );
    const answer = answerOf(
      request,
      result,
      [
        ...set.layers,
        {
          layer: 'resource',
          state: 'not-read',
          reason: resourceSide ?? 'Policies of resources are not read.',
        },
      ],
      resourceSide !== undefined,
    );
    return invalidPolicies.length > 0 ? { ...answer, invalidPolicies } : answer;
  });
}

function answerOf(
  { action, resource }: SimulationRequest,
  result: EvaluationResult,
  layers: LayerReading[],
  resourceDecidesToo: boolean,
): SimulationResult {
  const conditions = conditionsOf(result.blockedBy);
  return {
    action,
    resource,
    decision: result.decision,
    summary: summaryOf(result, { conditions, layers, resourceDecidesToo }),
    decidedBy: result.decidedBy.map(reason => ({
      layer: reason.layer,
      policy: reason.policy,
      statement: reason.statement,
      ...(reason.sid !== undefined && { sid: reason.sid }),
      ...(reason.conditions.length > 0 && {
        conditions: reason.conditions.map(describeCondition),
      }),
    })),
    blockedBy: result.blockedBy.map(
      ({ layer, policy, statement, sid, message }) => ({
        layer,
        ...(policy !== undefined && { policy }),
        ...(statement !== undefined && { statement }),
        ...(sid !== undefined && { sid }),
        message,
      }),
    ),
    missingContext: result.missingContext,
    ...(conditions && {
      conditions: conditions.map(words => `only ${words}`),
    }),
    ...(result.warnings.length > 0 && { warnings: result.warnings }),
    layers,
  };
}

/** The decision of the role's side, and why the resource decides too where it does. */
export function decide(
  request: EvaluationRequest,
  options: EvaluateOptions = {},
): {
  result: EvaluationResult;
  resourceSide?: string;
} {
  const result = evaluate(request, options);
  const unread = result.blockedBy.find(
    ({ layer, cause }) => layer === 'resource' && cause === 'no-policy',
  );
  if (!unread) return { result };
  const { decidedBy, ...rest } = evaluate(
    { ...request, resourcePolicy: consentTo(request.principal.arn) },
    options,
  );
  return {
    result: {
      ...rest,
      decidedBy: decidedBy.filter(({ layer }) => layer !== 'resource'),
    },
    resourceSide: unread.message,
  };
}

/**
 * The requests with what AWS's engine has to be told: those keys of every session that the policies ask for, as ours is told them, and those of a call
 * from the region that only policies of the organization can ask for.
 */
export function requestsForAws(
  requests: SimulationRequest[],
  role: SimulatedRole,
  policies: NamedPolicy[],
  { now, region }: { now: Date; region: string },
): SimulationRequest[] {
  const text = JSON.stringify(policies).toLocaleLowerCase('en-US');
  const isAskedFor = ([key]: [string, unknown]) =>
    text.includes(key.toLocaleLowerCase('en-US'));
  const session = Object.entries(sessionContext(role, now)).filter(isAskedFor);
  return requests.map(({ context = {}, ...request }) => {
    const given = new Set(
      Object.keys(context).map(key => key.toLocaleLowerCase('en-US')),
    );
    const call = Object.entries(callContext(role, region, request)).filter(
      entry => !isAskedFor(entry),
    );
    const added = [...call, ...session].filter(
      ([key]) => !given.has(key.toLocaleLowerCase('en-US')),
    );
    return {
      ...request,
      context: { ...Object.fromEntries(added), ...context },
    };
  });
}

/** The keys that do not depend on the request. */
export function sessionContext(
  { tags }: SimulatedRole,
  now: Date,
): RequestContext {
  return {
    'aws:CurrentTime': now.toISOString(),
    'aws:EpochTime': String(Math.floor(now.getTime() / 1000)),
    ...Object.fromEntries(
      Object.entries(tags).map(([key, value]) => [
        `aws:PrincipalTag/${key}`,
        value,
      ]),
    ),
  };
}

/** The conditions under which every layer that blocks would allow it, when it only lacks keys of the request. */
export function conditionsOf(blockers: Blocker[]): string[] | undefined {
  const layers = [...new Set(blockers.map(({ layer }) => layer))];
  const conditions = layers.map(layer => {
    const open = blockers.find(
      blocker => blocker.layer === layer && onlyLacksKeys(blocker),
    );
    return open?.conditions?.map(describeCondition);
  });
  const complete = conditions.filter(words => words !== undefined);
  return complete.length > 0 && complete.length === layers.length
    ? [...new Set(complete.flat())]
    : undefined;
}

function onlyLacksKeys({ cause, conditions = [] }: Blocker): boolean {
  return (
    cause === 'condition' &&
    conditions.length > 0 &&
    conditions.every(({ actual }) => actual === undefined)
  );
}
