import type { SimulationResult } from '@backstage-irsa/core/model';
import { layersRead } from './layersRead';

/**
 * An answer in one word. `allowed` only when every layer was read; `allowed-by-role` when the role's own policies allow
 * it and others could not be read; `conditional` when it hangs on context keys that were not given; `unknown` when what
 * was read does not allow it, and what was not read could.
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
    'decision' | 'conditions' | 'layers' | 'unknownReason'
  >,
): Verdict {
  const { decision, conditions = [], layers, unknownReason } = result;
  if (decision === 'ExplicitlyDenied') return 'explicitly-denied';
  if (conditions.length > 0) return 'conditional';
  if (decision === 'ImplicitlyDenied') {
    return unknownReason === undefined ? 'denied' : 'unknown';
  }
  const { extent } = layersRead(layers);
  return extent === 'all' ? 'allowed' : 'allowed-by-role';
}
