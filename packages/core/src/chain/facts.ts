import type { ChainLink } from '../model/types';
import type { Observation } from '../model/observation';

/** A fact about a link. */
export type ChainFact = ChainLink['facts'][number];

/** Returns a fact; empty if there is no value. */
export function fact(label: string, value: string | undefined): ChainFact[] {
  return value === undefined ? [] : [{ label, value }];
}

/** Returns why something is unknown, or that it is missing. */
export function missing(
  what: string,
  observation: Observation<unknown>,
): ChainFact[] {
  if (observation.state === 'found') return [];
  return fact(
    what,
    observation.state === 'absent' ? 'not found' : observation.reason,
  );
}
