import {
  evaluate,
  type EvaluateOptions,
  type EvaluationRequest,
  type EvaluationResult,
} from '@backstage-irsa/iam-policy';
import type { LayerReading } from '../model/types';
import { conditionsOf } from './conditionsOf';
import { consentTo } from './consent';
import { mayBeLetIn } from './unreadPolicy';
import type { EndpointSide } from './vpcEndpoints';

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
  /** Whether what is not known could allow it: the policy of the resource, which was not read, or which of several endpoints is taken. */
  isLeftOpen: boolean;
}

/**
 * The decision for the endpoint that a request goes through, and how its layer was read. Where only some of several deny it, what decides is not
 * known: it counts as not allowed.
 */
export function decideThrough(
  { endpoints, reading }: EndpointSide,
  request: EvaluationRequest,
  options: EvaluateOptions,
): { decided: Decided; reading: LayerReading } {
  const ways =
    endpoints.length > 0
      ? endpoints.map(vpcEndpoint => ({ ...request, vpcEndpoint }))
      : [request];
  const decisions = ways.map((way): Decided => {
    const decided = decide(way, options);
    const isLeftOpen = decided.result.decision !== 'Allowed' && mayBeLetIn(way);
    return { ...decided, isLeftOpen };
  });
  const denied = decisions.filter(isDenied);
  if (denied.length === 0 || denied.length === decisions.length) {
    const isAllowed = ({ result }: Decided) => result.decision === 'Allowed';
    const decided =
      decisions.find(decision => !isAllowed(decision)) ?? decisions[0];
    return { decided, reading };
  }
  const [{ result, ...rest }] = denied;
  return {
    decided: {
      ...{ ...rest, isLeftOpen: true },
      result: { ...result, decision: 'ImplicitlyDenied', decidedBy: [] },
    },
    reading: { ...reading, state: 'not-read' },
  };
}

/** Whether it is not allowed, whatever the request carries and the policy of the resource says. */
function isDenied({ result, isLeftOpen }: Decided): boolean {
  const { decision, blockedBy } = result;
  return decision !== 'Allowed' && !isLeftOpen && !conditionsOf(blockedBy);
}
