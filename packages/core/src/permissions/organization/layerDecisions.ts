import type { LayerDecision } from '@backstage-irsa/iam-policy';
import { ENDPOINT_POLICY } from '../vpcEndpoints';
import type { LayerDecision as Told, LayerReading } from '../../model/types';

/** What each layer, and each level of an organization, says, in the order of the layers. A layer that is not there, or was not read, says nothing. */
export function layerDecisions(
  layers: LayerReading[],
  decisions: LayerDecision[],
  /** Where the policy of a resource was not read, what it says is assumed. */
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
      // One without a name stands for what was not read, and an endpoint has one policy.
      policies: policies.filter(
        name => name !== '' && name !== ENDPOINT_POLICY,
      ),
    }));
  });
}
