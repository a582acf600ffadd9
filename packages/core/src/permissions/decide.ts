import {
  evaluate,
  type EvaluateOptions,
  type EvaluationRequest,
  type EvaluationResult,
} from '@backstage-irsa/iam-policy';
import type { LayerReading } from '../model/types';
import { consentTo } from './consent';
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

/**
 * The decision for the endpoint that a request goes through, and how its layer was read. Where only some of several deny it, what decides is not
 * known: it counts as not allowed.
 */
export function decideThrough(
  { endpoints, reading }: EndpointSide,
  request: EvaluationRequest,
  options: EvaluateOptions,
): { decided: ReturnType<typeof decide>; reading: LayerReading } {
  const decisions = endpoints.map(vpcEndpoint =>
    decide({ ...request, vpcEndpoint }, options),
  );
  const denied = decisions.filter(
    ({ result }) => result.decision !== 'Allowed',
  );
  const decided = denied[0] ?? decisions[0] ?? decide(request, options);
  if (denied.length === 0 || denied.length === decisions.length) {
    return { decided, reading };
  }
  const { result, resourceSide } = decided;
  return {
    decided: {
      result: { ...result, decision: 'ImplicitlyDenied', decidedBy: [] },
      resourceSide,
    },
    reading: { ...reading, state: 'not-read' },
  };
}
