import { parseSubject } from '../model/serviceAccountRef';
import type { RbacSubject } from '../model/inventory';

/** A subject as people find it, such as `Group developers` or `ServiceAccount ci/deployer`. */
export function subjectName({ kind, name, namespace }: RbacSubject): string {
  return kind === 'ServiceAccount'
    ? `${kind} ${namespace}/${name}`
    : `${kind} ${name}`;
}

/** A ServiceAccount that is named as a user is one all the same. */
export function asServiceAccount(subject: RbacSubject): RbacSubject {
  const named =
    subject.kind === 'User' ? parseSubject(subject.name) : undefined;
  return named ? { kind: 'ServiceAccount', ...named } : subject;
}
