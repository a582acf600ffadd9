import {
  evaluate,
  type Blocker,
  type EvaluateOptions,
  type EvaluationRequest,
  type EvaluationResult,
} from '@backstage-irsa/iam-policy';
import type { LayerReading } from '../../model/types';
import { conditionsOf } from './conditionsOf';
import { consentTo } from '../resources/consent';
import { dependsOnOpen, type IsOpen } from './openConditions';
import { keysOf, openDenials } from './openDenials';
import { mayBeLetIn } from './unreadPolicy';
import type { EndpointSide } from '../vpcEndpoints';
import { without, withoutConditions } from '../whoCan/statements';

/** Returns the decision of the policies that were read, and why a resource policy that was not read must also allow the request, if so. */
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

/** The decision about a request on one network path. */
interface Decided extends ReturnType<typeof decide> {
  /** Whether unknown facts could allow it: an unread resource policy, the choice between several endpoints, or the owner of the resource. */
  isLeftOpen: boolean;
  /** The keys of the request that decide whether it is allowed, without those that a statement of the resource requires. */
  openKeys?: string[];
}

/** A decision, and how the endpoint layer was read. */
interface Through {
  decided: Decided;
  reading: LayerReading;
}

/**
 * Decides a request whose RCPs are possibly not those of the account that owns the resource. A denial by RCPs alone is left open.
 *
 * @param decideOn - decides a request, with or without RCPs
 */
export function decideUnderAssumedControls(
  request: EvaluationRequest,
  decideOn: (request: EvaluationRequest) => Through,
): Through {
  const assumed = decideOn(request);
  const { result } = assumed.decided;
  if (!result.blockedBy.some(({ layer }) => layer === 'resource-control')) {
    return assumed;
  }
  const unlimited = decideOn({
    ...request,
    resourceControlPolicies: undefined,
  });
  return isDenied(unlimited.decided)
    ? unlimited
    : { ...assumed, decided: leftOpen(assumed.decided) };
}

/**
 * Decides a request for the endpoint that it uses, and returns how the endpoint layer was read. If only some of several endpoints deny it, the
 * decision is unknown and counts as not allowed.
 */
export function decideThrough(
  { endpoints, reading }: EndpointSide,
  request: EvaluationRequest,
  { isOpen, ...options }: EvaluateOptions & { isOpen: IsOpen },
): Through {
  const ways =
    endpoints.length > 0
      ? endpoints.map(vpcEndpoint => ({ ...request, vpcEndpoint }))
      : [request];
  const decisions = ways.map(way => decideWay(way, options, isOpen));
  const denied = decisions.filter(isDenied);
  if (denied.length === 0 || denied.length === decisions.length) {
    const isAllowed = ({ result }: Decided) => result.decision === 'Allowed';
    const decided =
      decisions.find(decision => !isAllowed(decision)) ?? decisions[0];
    return { decided, reading };
  }
  return {
    decided: leftOpen(denied[0]),
    reading: { ...reading, state: 'not-read' },
  };
}

/** Decides a request on one network path. A denial that depends on unknown facts leaves the decision open. */
export function decideWay(
  way: EvaluationRequest,
  options: EvaluateOptions,
  isOpen: IsOpen,
): Decided {
  const decided = decide(way, options);
  const { decision, blockedBy } = decided.result;
  const denials = openDenials(blockedBy, isOpen);
  if (!denials) {
    return {
      ...decided,
      ...(isLetInByKeys(way, blockedBy, isOpen)
        ? { isLeftOpen: true, openKeys: [] }
        : { isLeftOpen: decision !== 'Allowed' && mayBeLetIn(way) }),
    };
  }
  const rest = decideWay(without(way, denials), options, isOpen);
  if (isDenied(rest)) return { ...decided, isLeftOpen: false };
  const openKeys = keysOf(denials, isOpen);
  return { ...leftOpen({ ...decided, isLeftOpen: true }), openKeys };
}

/** Whether a statement of the resource policy admits the role if the call has certain unknown keys, in addition to the reported conditions. */
function isLetInByKeys(
  way: EvaluationRequest,
  blockers: Blocker[],
  isOpen: IsOpen,
): boolean {
  return blockers.some(blocker => {
    const { layer, cause, conditions = [] } = blocker;
    if (layer !== 'resource' || cause !== 'condition') return false;
    if (!conditions.every(one => dependsOnOpen(one, isOpen))) return false;
    const rest = evaluate(withoutConditions(way, blocker));
    return (
      rest.decision === 'Allowed' || conditionsOf(rest.blockedBy) !== undefined
    );
  });
}

function leftOpen({ result, ...rest }: Decided): Decided {
  return {
    ...{ ...rest, isLeftOpen: true },
    result: { ...result, decision: 'ImplicitlyDenied', decidedBy: [] },
  };
}

/** Whether the request is denied regardless of its context and of the resource policy. */
function isDenied({ result, isLeftOpen }: Decided): boolean {
  const { decision, blockedBy } = result;
  return decision !== 'Allowed' && !isLeftOpen && !conditionsOf(blockedBy);
}
