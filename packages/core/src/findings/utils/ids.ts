import type { SubjectKind } from '../../model/types';
import { accountIdOf } from '../../arn/arn';
import { hashId, hashIdBeside } from '../../model/hash';

/**
 * The opaque, URL-safe, deterministic id of something that scans find. The kind is a part of it, so that a role and a provider of the same name
 * differ; that of a `service-account` with cluster, namespace and name is that of `serviceAccountId`.
 */
export function rowId(kind: SubjectKind | 'user', ...parts: string[]): string {
  return hashId(placeOf(parts), [kind, ...parts]);
}

/** The namespace, or the account of an ARN: what is in it is scanned together. */
function placeOf([first = '', namespace]: string[]): string {
  return namespace === undefined ? accountIdOf(first) : `${first}/${namespace}`;
}

/** The id of what one check finds about one subject. `key` tells apart several findings of the check about it. */
export function findingId(
  checkId: string,
  subjectKind: SubjectKind,
  subjectId: string,
  key = '',
): string {
  return hashIdBeside(subjectId, [
    ...['finding', checkId, subjectKind, subjectId, key],
  ]);
}
