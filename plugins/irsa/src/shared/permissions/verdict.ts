import type { SimulationResult } from '@backstage-irsa/core/model';
import { layersRead } from './layersRead';

/**
 * An answer in one word. `allowed` only when every layer was read; `allowed-by-role` when the role's own policies allow
 * it and others could not be read; `conditional` when it hangs on context keys that were not given; `unknown` when what
 * was read does not allow it and not all of the role's own policies, or of those of the resource or the VPC endpoint, were read.
 */
export type Verdict =
  | 'allowed'
  | 'allowed-by-role'
  | 'allowed-by-user'
  | 'allowed-by-resource'
  | 'conditional'
  | 'unknown'
  | 'denied'
  | 'explicitly-denied';

/** What a result comes to. */
export function verdictOf(
  result: Pick<
    SimulationResult,
    'decision' | 'conditions' | 'layers' | 'layerDecisions'
  >,
): Verdict {
  const { decision, conditions = [], layers, layerDecisions } = result;
  if (decision === 'ExplicitlyDenied') return 'explicitly-denied';
  if (conditions.length > 0) return 'conditional';
  const { extent } = layersRead(layers);
  if (decision === 'ImplicitlyDenied') {
    const isPartlyRead = layerDecisions.some(
      each =>
        (each.layer === 'resource' || each.layer === 'vpc-endpoint') &&
        each.state === 'not-read' &&
        each.decision !== undefined,
    );
    return extent === 'none' || isPartlyRead ? 'unknown' : 'denied';
  }
  return extent === 'all' ? 'allowed' : 'allowed-by-role';
}
