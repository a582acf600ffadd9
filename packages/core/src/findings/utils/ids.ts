import type { SubjectKind } from '../../model/types';
import { hashId } from '../../model/hash';

/**
 * The opaque, URL-safe, deterministic id of something that scans find. The kind is a part of it, so that a role and a provider of the same name
 * differ; that of a `service-account` with cluster, namespace and name is the one of `naming/serviceAccountId`.
 */
export function rowId(kind: SubjectKind, ...parts: string[]): string {
  return hashId([kind, ...parts]);
}

/** The id of what one check finds about one subject. `key` tells apart several findings of the check about it. */
export function findingId(
  checkId: string,
  subjectKind: SubjectKind,
  subjectId: string,
  key = '',
): string {
  return hashId(['finding', checkId, subjectKind, subjectId, key]);
}
