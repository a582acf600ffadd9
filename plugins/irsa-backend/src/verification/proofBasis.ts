import { hashParts } from '../naming/hash';
import { valueOf } from '../observe/observation';
import type { Observed } from '../observe/types';

/** What a live proof rests on, as a hash: while it stays the same, so does what the proof said. */
export function proofBasisOf(observed: Observed): string {
  const { cluster, oidcProvider, role, serviceAccount } = observed;
  const { arn = '', id = '', trust } = valueOf(role) ?? {};
  const { uid = '', annotations = {} } = valueOf(serviceAccount) ?? {};
  return hashParts([
    valueOf(cluster)?.issuer ?? '',
    JSON.stringify(valueOf(oidcProvider)?.clientIds ?? null),
    arn,
    id,
    trust?.text ?? '',
    uid,
    JSON.stringify(Object.entries(annotations).sort()),
  ]).toString('hex');
}
