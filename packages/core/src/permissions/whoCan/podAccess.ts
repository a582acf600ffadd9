import type { VpcEndpoint } from '@backstage-irsa/iam-policy';
import type { EndpointSide } from '../vpcEndpoints';
import type { AccessDecision } from './decide';

/** From what is least known to what is known best. */
const ORDER: AccessDecision['decision'][] = [
  'unknown',
  'allowed-if',
  'allowed',
];

/**
 * What pods can do whose calls go through the VPC endpoints of their cluster; undefined where each of these keeps them out. Endpoints that were not read
 * decide nothing: `limitationsOf` says so.
 *
 * @param decision - that of the role by itself: endpoints only reduce it
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
  // Which of several endpoints a call takes is not known.
  return least && decisions.includes(undefined)
    ? { ...least, decision: 'unknown', unknownReason: reading.reason }
    : least;
}
