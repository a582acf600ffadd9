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
import { keysOf, openDenials, type IsOpen } from './openDenials';
import { mayBeLetIn } from './unreadPolicy';
import type { EndpointSide } from '../vpcEndpoints';
import { without, withoutConditions } from '../whoCan/statements';

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

/** How a request is decided on one way that it may take. */
interface Decided extends ReturnType<typeof decide> {
  /** Whether what is not known could allow it: the policy of the resource, which was not read, which of several endpoints is taken, or who owns the resource. */
  isLeftOpen: boolean;
  /** The keys of the request that it hangs on whether it is allowed; those that a statement of the resource asks for are not among them. */
  openKeys?: string[];
}

/** A decision, and how the layer of endpoints was read. */
interface Through {
  decided: Decided;
  reading: LayerReading;
}

/**
 * The decision where the RCPs may not be those of the account that owns the resource: what they alone deny is left open.
 *
 * @param decideOn - decides on a request, with or without RCPs
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
 * The decision for the endpoint that a request goes through, and how its layer was read. Where only some of several deny it, what decides is not
 * known: it counts as not allowed.
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

/** The decision on one way, where a denial that hangs on what is not known leaves it open. */
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

/** Whether a statement of the resource's policy lets the role in where the call carries keys that are not known, beside what is told as conditions. */
function isLetInByKeys(
  way: EvaluationRequest,
  blockers: Blocker[],
  isOpen: IsOpen,
): boolean {
  return blockers.some(blocker => {
    const { layer, cause, conditions = [] } = blocker;
    if (layer !== 'resource' || cause !== 'condition') return false;
    if (!conditions.every(isOpen)) return false;
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

/** Whether it is not allowed, whatever the request carries and the policy of the resource says. */
function isDenied({ result, isLeftOpen }: Decided): boolean {
  const { decision, blockedBy } = result;
  return decision !== 'Allowed' && !isLeftOpen && !conditionsOf(blockedBy);
}
