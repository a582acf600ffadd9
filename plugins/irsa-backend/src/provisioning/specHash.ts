import {
  type IamServiceAccountSpec,
  hashPartsHex,
} from '@backstage-irsa/core/model';
import type { Ownership } from '../authorization/Access';

/** The same for specs that ask for the same, for the same owner. */
export function specHashOf(
  spec: IamServiceAccountSpec,
  ownership: Ownership,
): string {
  const entries = Object.entries(spec).sort(([a], [b]) => (a < b ? -1 : 1));
  return hashPartsHex([
    JSON.stringify(entries),
    ownership.entityRef ?? '',
    ownership.owner ?? '',
  ]);
}
