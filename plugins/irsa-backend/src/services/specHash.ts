import type { IamServiceAccountSpec } from '@backstage-irsa/plugin-irsa-common';
import { hashParts } from '../naming/hash';
import type { Ownership } from './Access';

/** The same for specs that ask for the same, for the same owner. */
export function specHashOf(
  spec: IamServiceAccountSpec,
  ownership: Ownership,
): string {
  const entries = Object.entries(spec).sort(([a], [b]) => (a < b ? -1 : 1));
  return hashParts([
    JSON.stringify(entries),
    ownership.entityRef ?? '',
    ownership.owner ?? '',
  ]).toString('hex');
}
