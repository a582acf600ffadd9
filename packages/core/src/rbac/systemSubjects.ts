import type { RbacSubject } from '../model/inventory';

/** Groups that stand for more than the cluster's own components. */
const EVERYBODY =
  /^system:(authenticated|unauthenticated|serviceaccounts(:.*)?)$/;

/**
 * Whether a subject is a part of the cluster itself, without whose rights it would not work, or of this product. These are left out of what is told:
 * users and groups that begin with `system:` or `eks:`, but for those that stand for everybody; ServiceAccounts of `kube-system`; our own.
 */
export function isSystemSubject(
  { kind, name, namespace }: RbacSubject,
  own: string[] = [],
): boolean {
  return kind === 'ServiceAccount'
    ? namespace === 'kube-system' || own.includes(`${namespace}/${name}`)
    : /^(system|eks):/.test(name) && !EVERYBODY.test(name);
}
