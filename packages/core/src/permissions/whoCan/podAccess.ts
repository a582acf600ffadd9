import type { VpcEndpoint } from '@backstage-irsa/iam-policy';
import type { EndpointSide } from '../vpcEndpoints';
import type { AccessDecision } from './decide';

/** The decisions, from least to most certain. */
const ORDER: AccessDecision['decision'][] = [
  'unknown',
  'allowed-if',
  'allowed',
];

/**
 * Returns the access of pods whose calls use the VPC endpoints of their cluster; undefined if every endpoint denies it. Unread endpoints are ignored
 * here; `limitationsOf` reports them.
 *
 * @param decision - the decision for the role alone; endpoints only restrict it
 * @param through - decides about calls through one endpoint
 */
export function podAccess(
  decision: AccessDecision,
  { endpoints, reading }: EndpointSide,
  through: (endpoint: VpcEndpoint) => AccessDecision | undefined,
): AccessDecision | undefined {
  if (endpoints.length === 0) return decision;
  const decisions = endpoints.map(through);
  const [least] = decisions
    .filter(one => one !== undefined)
    .sort((a, b) => ORDER.indexOf(a.decision) - ORDER.indexOf(b.decision));
  // It is unknown which of several endpoints a call uses.
  return least && decisions.includes(undefined)
    ? { ...least, decision: 'unknown', unknownReason: reading.reason }
    : least;
}
