import type { SimulationResult } from '@backstage-irsa/plugin-irsa-common';
import { layersRead } from './layersRead';

/**
 * An answer in one word. `allowed` only when every layer was read; `allowed-by-role` when the role's own policies allow
 * it and others could not be read; `conditional` when it hangs on context keys that were not given.
 */
export type Verdict =
  | 'allowed'
  | 'allowed-by-role'
  | 'conditional'
  | 'denied'
  | 'explicitly-denied';

/** What a result comes to. */
export function verdictOf(
  result: Pick<SimulationResult, 'decision' | 'conditions' | 'layers'>,
): Verdict {
  const { decision, conditions = [], layers } = result;
  if (decision === 'ExplicitlyDenied') return 'explicitly-denied';
  if (conditions.length > 0) return 'conditional';
  if (decision === 'ImplicitlyDenied') return 'denied';
  return layersRead(layers).extent === 'all' ? 'allowed' : 'allowed-by-role';
}
