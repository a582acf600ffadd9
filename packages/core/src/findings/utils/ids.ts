import type { SubjectKind } from '../../model/types';
import { accountIdOf } from '../../arn/arn';
import { hashId, hashIdBeside } from '../../model/hash';

/**
 * Returns the opaque, URL-safe, deterministic ID of something that scans find. It includes the kind, so that a role and a provider with the same name
 * differ. For a `service-account` with cluster, namespace, and name, it equals `serviceAccountId`.
 */
export function rowId(kind: SubjectKind | 'user', ...parts: string[]): string {
  return hashId(placeOf(parts), [kind, ...parts]);
}

/** Returns the namespace, or the account of an ARN: everything in it is scanned together. */
function placeOf([first = '', namespace]: string[]): string {
  return namespace === undefined ? accountIdOf(first) : `${first}/${namespace}`;
}

/** Returns the ID of a finding. `key` distinguishes several findings of a check about the same subject. */
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
