import type { ChainLink } from '../model/types';
import type { Observation } from '../model/observation';

/** One thing about a link. */
export type ChainFact = ChainLink['facts'][number];

/** One thing that was observed; none when there is nothing to say. */
export function fact(label: string, value: string | undefined): ChainFact[] {
  return value === undefined ? [] : [{ label, value }];
}

/** Why something is not known, or that it is not there. */
export function missing(
  what: string,
  observation: Observation<unknown>,
): ChainFact[] {
  if (observation.state === 'found') return [];
  return fact(
    what,
    observation.state === 'absent' ? 'not there' : observation.reason,
  );
}
