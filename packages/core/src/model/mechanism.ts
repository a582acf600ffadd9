import type { Mechanism } from './types';

/** Returns the other mechanism. */
export function otherThan(mechanism: Mechanism): Mechanism {
  return mechanism === 'irsa' ? 'pod-identity' : 'irsa';
}
