import type { SubjectKind } from '@backstage-irsa/plugin-irsa-common';
import { hashParts } from '../naming/hash';

const BYTES = 16;

/**
 * The opaque, URL-safe, deterministic id of something that sweeps find. The kind is a part of it, so that a role and a provider of the same name
 * differ; that of a `service-account` with cluster, namespace and name is the one of `naming/serviceAccountId`.
 */
export function rowId(kind: SubjectKind, ...parts: string[]): string {
  return hashParts([kind, ...parts])
    .subarray(0, BYTES)
    .toString('base64url');
}

/** The id of what one check finds about one subject. `key` tells apart several findings of the check about it. */
export function findingId(
  checkId: string,
  subjectKind: SubjectKind,
  subjectId: string,
  key = '',
): string {
  return hashParts(['finding', checkId, subjectKind, subjectId, key])
    .subarray(0, BYTES)
    .toString('base64url');
}
