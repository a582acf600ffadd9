import type { SimulationResult } from '@backstage-irsa/core/model';
import { layersRead } from './layersRead';

/**
 * The answer in one word. `allowed`: the request is allowed, and every layer was read. `allowed-by-role`: the role's own policies allow the request,
 * but other layers could not be read. `conditional`: the answer depends on context keys that were not given. `unknown`: the layers that were read do
 * not allow the request, but unread layers could.
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

/** Returns the verdict of a simulation result. */
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
