import type { LayerDecision } from '@backstage-irsa/iam-policy';
import { ENDPOINT_POLICY } from '../vpcEndpoints';
import type { LayerDecision as Told, LayerReading } from '../../model/types';

/** Returns the decision of each layer and organization level, in layer order. Absent layers and an unread resource policy have no decision. */
export function layerDecisions(
  layers: LayerReading[],
  decisions: LayerDecision[],
  /** Whether the resource policy was read. If not, its decision is only an assumption. */
  isResourceRead: boolean,
): Told[] {
  return layers.flatMap(reading => {
    const made = decisions.filter(
      ({ layer }) =>
        layer === reading.layer && (layer !== 'resource' || isResourceRead),
    );
    if (made.length === 0 || reading.state === 'absent') return reading;
    return made.map(({ level, decision, policies }) => ({
      ...reading,
      ...(level !== undefined && { level }),
      decision,
      // A policy without a name stands for unread policies, and an endpoint has only one policy.
      policies: policies.filter(
        name => name !== '' && name !== ENDPOINT_POLICY,
      ),
    }));
  });
}
